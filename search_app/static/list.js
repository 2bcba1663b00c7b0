// A reader's list of works, kept in this browser alone; its page is an address that says all works.
// Without this file a link leads to a list of one work, to which others can be added there.
"use strict";

(() => {
  const NAME = "kyyeu-list";
  const MOST = 200;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(NAME) || "[]");
      return Array.isArray(kept) ? kept.filter((work) => typeof work === "string") : [];
    } catch {
      return [];
    }
  };

  const write = (works) => {
    try {
      localStorage.setItem(NAME, JSON.stringify(works));
    } catch {
      // A browser that keeps nothing: the address of the list still says all of it.
    }
  };

  const address = (base, works) => {
    const url = new URL(base, location.href);
    url.searchParams.delete("work");
    works.forEach((work) => url.searchParams.append("work", work));
    return url.href;
  };

  const show = () => {
    const kept = read();
    document.querySelectorAll("[data-list]").forEach((link) => {
      link.href = address(link.href, kept);
      link.querySelector("[data-count]").textContent = kept.length ? ` (${kept.length})` : "";
    });
    document.querySelectorAll("[data-keep]").forEach((link) => {
      const { words = link.textContent } = link.dataset;
      link.dataset.words = words;
      const there = kept.includes(link.dataset.keep);
      link.textContent = there ? link.dataset.kept : words;
      link.setAttribute("aria-pressed", String(there));
    });
  };

  const toggle = (event) => {
    event.preventDefault();
    const { keep } = event.currentTarget.dataset;
    const kept = read();
    const others = kept.filter((work) => work !== keep);
    write(others.length < kept.length ? others : [...others, keep].slice(-MOST));
    show();
  };

  document.querySelectorAll("[data-keep]").forEach((link) => {
    link.setAttribute("role", "button");
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") toggle(event);
    });
  });
  // On the page of the list: what it shows is what is kept from now on.
  document.querySelectorAll("[data-listed]").forEach((list) => {
    const listed = list.dataset.listed.split(" ").filter(Boolean);
    if (listed.length) write(listed);
    else if (read().length && !location.search.includes("work=")) location.replace(address(location.href, read()));
  });
  document.querySelectorAll("[data-taken]").forEach((link) => {
    link.addEventListener("click", () => write(read().filter((work) => work !== link.dataset.taken)));
  });
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
  show();
})();
