"""Real faults, tried many times: what each promises is counted, not assumed."""
