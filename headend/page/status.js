// SPDX-License-Identifier: LGPL-2.1-or-later
// Fetches the page anew every two seconds and changes what differs, so that nothing flickers, no selection is lost and
// what the reader opened stays open. All text was escaped by the server and is parsed as an inert document.
'use strict';
{
  const kEvery = 2000;
  const kPatience = 5000;
  const note = document.getElementById('freshness');
  let lastGood = new Date();

  function sameKind(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
  }

  function copyAttributes(from, to) {
    for (const {name, value} of from.attributes)
      if (to.getAttribute(name) !== value) to.setAttribute(name, value);
    for (const {name} of [...to.attributes])
      if (!from.hasAttribute(name) && name !== 'open') to.removeAttribute(name);
  }

  function morph(to, from) {
    if (to.nodeType !== Node.ELEMENT_NODE) {
      if (to.data !== from.data) to.data = from.data;
      return;
    }
    copyAttributes(from, to);
    const keyed = new Map();
    for (const child of to.children)
      if (child.id) keyed.set(child.id, child);
    let place = to.firstChild;
    for (const next of [...from.childNodes]) {
      const known = next.id && keyed.get(next.id);
      if (known && known !== place) {
        to.insertBefore(known, place);
        place = known;
      }
      if (place && sameKind(place, next)) {
        morph(place, next);
        place = place.nextSibling;
      } else {
        to.insertBefore(document.importNode(next, true), place);
      }
    }
    while (place) {
      const gone = place;
      place = place.nextSibling;
      gone.remove();
    }
  }

  async function update() {
    const answer = await fetch(location.pathname, {cache: 'no-store', signal: AbortSignal.timeout(kPatience)});
    if (!answer.ok) throw new Error('HTTP ' + answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const live = fresh.getElementById('live');
    if (!live) throw new Error('not the status page');
    morph(document.getElementById('live'), live);
    document.title = fresh.title;
    lastGood = new Date();
    if (note.textContent) note.textContent = '';
  }

  async function turn() {
    if (!document.hidden) {
      try {
        await update();
      } catch {
        const text = 'The headend does not answer. What stands here is as of ' + lastGood.toLocaleTimeString() + '.';
        if (note.textContent !== text) note.textContent = text;
      }
    }
    setTimeout(turn, kEvery);
  }

  setTimeout(turn, kEvery);
}
