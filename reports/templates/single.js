(() => {
  'use strict';
  const tools = document.getElementById('maps-tools');
  const note = document.getElementById('maps-note');
  const place = document.getElementById('maps-frame');
  const buttons = [...tools.querySelectorAll('button[data-map]')];
  let unpacked = null;

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById('maps-data').textContent), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return JSON.parse(await new Response(stream).text());
  }

  async function show(button) {
    unpacked = unpacked || unpack();
    const { scripts, pages } = await unpacked;
    const frame = document.createElement('iframe');
    frame.srcdoc = pages[button.dataset.map].map(part => (typeof part === 'number' ? scripts[part] : part)).join('');
    frame.title = button.textContent + '关系网络';
    place.replaceChildren(frame);
    for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
  }

  tools.hidden = false;
  if (typeof DecompressionStream === 'undefined') {
    note.textContent = '这个浏览器太旧，画不出关系网络；全景图、清单和注释照常可读。';
    return;
  }
  for (const button of buttons) button.addEventListener('click', () => show(button));
})();
