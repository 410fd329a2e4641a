// Search by any form of a name and by pinyin, as `liantu search` does (analysis/search.py, analysis/pinyin.py).
lt.LEGAL = /(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|co\.?,?ltd\.?|inc\.?|gmbh)$/;

lt.key = function (text) {
  const folded = text.normalize("NFKC").replace(/[\s()\[\]{}<>《》〈〉「」『』“”"'‘’·•,，.。、—_-]+/g, "").toLowerCase();
  return folded.replace(lt.LEGAL, "") || folded;
};

lt.letters = function (text) {
  const bare = text.normalize("NFKC").toLowerCase().replace(/[üǜ]/g, "v").normalize("NFD").replace(/[^\p{L}\p{Nd}]/gu, "");
  return /^[a-z0-9]{2,}$/.test(bare) && !/^[0-9]+$/.test(bare) ? bare : "";
};

lt.spoken = (name) => [...name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")];

lt.readings = (char) => (Object.hasOwn(lt.data.readings, char) ? lt.data.readings[char].split(" ") : [char]);

lt.reaches = function (said, start, typed) {
  let at = new Set([0]), reached = 0;
  for (let n = start; n < said.length && at.size; n += 1) {
    const full = lt.readings(said[n]), next = new Set();
    for (const p of at) {
      const rest = typed.slice(p);
      if (full.some((r) => r.startsWith(rest))) reached = n + 1;
      for (const r of full) for (const way of [r, r[0], /^[zcs]h/.test(r) ? r.slice(0, 2) : r]) if (rest.startsWith(way) && way.length < rest.length) next.add(p + way.length);
    }
    at = next;
  }
  return reached;
};

lt.spelt = function (name, typed) {
  if (!typed) return 9;
  const said = lt.spoken(name), ends = said.map((_, start) => lt.reaches(said, start, typed));
  if (ends[0]) return [said.length, [...lt.key(name)].length].includes(ends[0]) ? 2 : 3;
  return ends.some(Boolean) ? 5 : 9;
};

lt.rank = function (form, wanted, typed) {
  const key = lt.key(form);
  if (wanted && key.includes(wanted)) return key === wanted ? 0 : key.startsWith(wanted) ? 1 : 4;
  return lt.spelt(form, typed);
};

lt.matches = function (text) {
  const wanted = lt.key(text), typed = lt.letters(text);
  if (!wanted) return [];
  const best = (n) => Math.min(...[...lt.data.details[n.id].forms, ...lt.data.details[n.id].words].map((f) => lt.rank(f, wanted, typed)));
  return lt.data.nodes.map((n) => [best(n), n.id]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
};
