(function () {
  "use strict";
  var get = function (id) { return document.getElementById(id); };
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var tools = get("tools"), query = get("q"), verdict = get("by-verdict"), rule = get("by-rule"), pid = get("by-pid"),
    page = get("by-page"), status = get("status");
  var cards = all("details.finding"), rows = all("table.rules tbody tr");
  var texts = new Map();

  function text(element) {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  }
  function words() {
    return query.value.toLowerCase().split(/\s+/).filter(Boolean);
  }
  function has(list, wanted) {
    return wanted === "" || list.split(" ").indexOf(wanted) >= 0;
  }
  function pfn() {
    var typed = page.value.trim().toLowerCase();
    return typed === "" || typed.indexOf("0x") === 0 ? typed : "0x" + typed;
  }
  function filter() {
    var wanted = words(), frame = pfn(), task = pid.value.trim();
    var found = function (element) {
      return wanted.every(function (word) { return text(element).indexOf(word) >= 0; });
    };
    var shown = 0, rules = 0;
    cards.forEach(function (card) {
      var d = card.dataset;
      card.hidden = !((verdict.value === "" || d.verdict === verdict.value) && (rule.value === "" || d.rule === rule.value)
        && has(d.pids, task) && has(d.pages, frame) && found(card));
      shown += card.hidden ? 0 : 1;
    });
    rows.forEach(function (row) {
      row.hidden = !((rule.value === "" || row.dataset.rule === rule.value) && found(row));
      rules += row.hidden ? 0 : 1;
    });
    var narrowed = wanted.length + frame.length + task.length + verdict.value.length + rule.value.length > 0;
    status.textContent = narrowed
      ? "Shown: " + shown + " of " + cards.length + " findings, " + rules + " of " + rows.length + " rules." : "";
  }
  function clear() {
    tools.reset();
    filter();
  }
  function openAll(open) {
    cards.forEach(function (card) { if (!card.hidden) card.open = open; });
  }
  function target() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (broken) { return; }
    var element = id && get(id);
    if (!element) return;
    if (element.hidden) clear();
    for (var up = element; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    element.scrollIntoView();
  }
  function step(by) {
    var shown = cards.filter(function (card) { return !card.hidden; });
    var at = shown.findIndex(function (card) { return card.contains(document.activeElement); });
    var next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (next) {
      next.querySelector("summary").focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }
  function key(event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && tools.contains(event.target)) {
      clear();
    } else if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      query.focus();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "o") {
      var card = document.activeElement && document.activeElement.closest("details.finding");
      if (card) card.open = !card.open;
    }
  }

  tools.hidden = false;
  tools.addEventListener("input", filter);
  tools.addEventListener("change", filter);
  tools.addEventListener("submit", function (event) { event.preventDefault(); });
  tools.addEventListener("reset", function () { setTimeout(filter, 0); });
  get("open-all").addEventListener("click", function () { openAll(true); });
  get("close-all").addEventListener("click", function () { openAll(false); });
  document.addEventListener("keydown", key);
  window.addEventListener("hashchange", target);
  // What is printed is what is shown, unfolded; afterwards all is as it was.
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = cards.filter(function (card) { return !card.hidden && !card.open; });
    folded.forEach(function (card) { card.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (card) { card.open = false; });
  });
  target();
})();
