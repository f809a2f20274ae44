/// The script of a sweep's page: it shows one pair of settings at a time and lights up a cell.
enum SweepScript {
    /// The script; it may run because the page names its digest.
    static let text = """

        (() => {
        const all = what => [...document.querySelectorAll(what)];
        all('.choice').forEach(one => { one.hidden = false; });
        const pair = document.getElementById('pair');
        if (pair) {
          pair.addEventListener('change', () => all('.pair').forEach(one => { one.hidden = one.id !== pair.value; }));
        }
        const range = document.getElementById('best-share'), share = document.getElementById('share');
        if (range) {
          range.addEventListener('input', () => {
            share.textContent = range.value;
            all('.cell').forEach(one => one.classList.toggle('away', +one.dataset.share > +range.value));
          });
        }
        const said = document.getElementById('said');
        let kept = '', lit = '';
        const mark = cell => {
          if (cell === lit) return;
          lit = cell;
          all('.marked').forEach(one => one.classList.remove('marked'));
          if (said) said.textContent = '';
          if (!/^[0-9]+$/.test(cell)) return;
          all('[data-cell="' + cell + '"]').forEach(one => {
            one.classList.add('marked');
            if (one.tagName !== 'path') return;
            one.parentNode.append(one);
            if (said) said.textContent = one.firstElementChild.textContent;
          });
        };
        const cell = event => event.target.closest ? event.target.closest('[data-cell]') : null;
        document.addEventListener('mouseover', event => { const one = cell(event); mark(one ? one.dataset.cell : kept); });
        document.addEventListener('click', event => {
          const one = cell(event);
          if (!one) return;
          kept = kept === one.dataset.cell ? '' : one.dataset.cell;
          mark(kept);
        });
        })();

        """

    /// The SHA-256 of the text in base 64; a test compares.
    static let digest = "NOgSW6pAg2ILphiAzO9vAkXKxP7VY12K6iaOeXRXjug="
}
