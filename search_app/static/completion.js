// Completions of what is typed into a search box, as a combobox with a listbox after the ARIA
// Authoring Practices: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
// Without this file the box is a plain one and nothing else is lost.
"use strict";

(() => {
  const PAUSE = 120; // milliseconds without a key before the library is asked
  const LEAST = 2; // letters

  class Completions {
    constructor(box) {
      this.box = box;
      this.words = box.dataset;
      this.known = new Map();
      this.options = [];
      this.active = -1;
      this.asking = null;
      this.timer = 0;
      this.list = this.build("ul", "completions", { id: `${box.id}-completions`, role: "listbox" });
      this.list.setAttribute("aria-label", this.words.completionsLabel);
      this.list.hidden = true;
      this.status = this.build("p", "unseen", { role: "status" });
      box.setAttribute("role", "combobox");
      box.setAttribute("aria-autocomplete", "list");
      box.setAttribute("aria-controls", this.list.id);
      box.setAttribute("aria-expanded", "false");
      box.addEventListener("input", () => this.wait());
      box.addEventListener("keydown", (event) => this.press(event));
      box.addEventListener("blur", () => this.close());
      window.addEventListener("pageshow", () => this.close());
      // The box keeps the focus while an option is pressed.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.click(event));
    }

    build(tag, style, attributes) {
      const element = document.createElement(tag);
      element.className = style;
      Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
      this.box.form.append(element);
      return element;
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      const text = this.box.value;
      this.asking?.abort();
      if (text.trim().length < LEAST) {
        this.close();
        return;
      }
      const asking = new AbortController();
      this.asking = asking;
      try {
        const found = this.known.get(text) ?? (await this.fetch(text, asking.signal));
        this.known.set(text, found);
        if (this.asking === asking && document.activeElement === this.box) {
          this.show(found);
        }
      } catch {
        // Aborted, or the site cannot be reached: the box works on without completions.
        if (this.asking === asking) {
          this.close();
        }
      }
    }

    async fetch(text, signal) {
      const address = new URL(this.words.completions, document.baseURI);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).completions : [];
    }

    show(found) {
      this.options = found;
      this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
      this.activate(-1);
      this.list.hidden = found.length === 0;
      this.box.setAttribute("aria-expanded", String(found.length > 0));
      this.status.textContent = this.words.completionsFound.replace("{n}", found.length);
    }

    option(one, at) {
      const element = document.createElement("li");
      element.id = `${this.list.id}-${at}`;
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      const text = document.createElement("span");
      text.textContent = one.text;
      element.append(text);
      const kind = { name: this.words.completionsName, title: this.words.completionsTitle }[one.kind];
      if (kind) {
        const label = document.createElement("small");
        label.textContent = kind;
        element.append(" ", label);
      }
      return element;
    }

    close() {
      clearTimeout(this.timer);
      this.asking?.abort();
      this.asking = null;
      this.options = [];
      this.list.hidden = true;
      this.list.replaceChildren();
      this.box.setAttribute("aria-expanded", "false");
      this.box.removeAttribute("aria-activedescendant");
      this.active = -1;
      this.status.textContent = "";
    }

    activate(at) {
      this.list.children[this.active]?.setAttribute("aria-selected", "false");
      this.active = at;
      const option = this.list.children[at];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        this.box.setAttribute("aria-activedescendant", option.id);
      } else {
        this.box.removeAttribute("aria-activedescendant");
      }
    }

    press(event) {
      // While letters are being composed the keys belong to the input method.
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const handled = {
        ArrowDown: () => this.move(1),
        ArrowUp: () => this.move(-1),
        Enter: () => this.choose(this.active),
        Escape: () => this.dismiss(),
      }[event.key];
      if (handled?.()) {
        event.preventDefault();
      }
    }

    move(by) {
      if (this.list.hidden) {
        this.ask();
        return true;
      }
      // One place more than there are options: the box itself.
      const places = this.options.length + 1;
      this.activate(((this.active + 1 + by + places) % places) - 1);
      return true;
    }

    dismiss() {
      const open = !this.list.hidden;
      this.close();
      return open;
    }

    click(event) {
      const option = event.target.closest("[role=option]");
      this.choose([...this.list.children].indexOf(option));
    }

    choose(at) {
      const one = this.options[at];
      if (!one) {
        this.close();
        return false;
      }
      this.close();
      if (one.url) {
        location.assign(one.url);
      } else {
        this.box.value = one.text;
        this.box.form.requestSubmit();
      }
      return true;
    }
  }

  document.querySelectorAll("input[data-completions]").forEach((box) => new Completions(box));
})();
