// The index holds each Chinese character as a word (mkdocs.yml). The theme cuts a question at the words of a dictionary, which is not there,
// and loses its last character; so the characters arrive here one by one, all required. See docs/decisions/0066.
(() => {
  const QUERY = 2; // the theme's message that holds what was typed
  const spaced = typed => typed.replace(/[\u4e00-\u9fff]/g, " +$& ");
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const asked = message && message.type === QUERY && typeof message.data === "string";
    return post.call(this, asked ? { ...message, data: spaced(message.data) } : message, ...rest);
  };
})();
