/// How a sweep's page looks beyond what all pages have.
enum SweepStyle {
    static let text = """

        .rise{background:color-mix(in srgb,var(--c1) var(--depth),transparent)}
        .heat{width:auto;min-width:60%}.heat th:first-child{text-align:right}.heat td{text-align:center;
        border:2px solid var(--card);border-radius:6px;padding:5px 6px}.heat thead th{text-align:center}
        .heat .none{background:repeating-linear-gradient(45deg,transparent 0 5px,var(--rule) 5px 6px)}
        .choice{margin:0 0 10px;font-size:14px}.choice select{font:inherit;color:inherit;background:var(--page);
        border:1px solid var(--rule);border-radius:6px;padding:3px 6px;max-width:100%}
        .choice input{vertical-align:middle;accent-color:var(--c1)}#share{display:inline-block;min-width:2em;
        text-align:right}
        .cells tbody tr{cursor:pointer}.cells tbody tr:hover,.cells .marked{background:color-mix(in srgb,
        var(--c2) 18%,transparent)}
        .parallel .plot{padding:6px 60px 40px 52px}.parallel .plot svg{height:320px}
        .cell{fill:none;stroke:var(--c8);stroke-width:1;stroke-opacity:.28;vector-effect:non-scaling-stroke;
        stroke-linejoin:round}
        .cell.bright{stroke:var(--c1);stroke-width:1.8;stroke-opacity:.9}
        .cell:hover,.cell.marked{stroke:var(--c2);stroke-width:3;stroke-opacity:1}
        .cell.away{display:none}
        .over{position:absolute;left:52px;right:60px;top:6px;height:320px;pointer-events:none}
        .tick{position:absolute;font-size:11px;line-height:14px;margin-top:-7px;transform:translateX(calc(-100% - 4px));
        color:var(--ink);background:color-mix(in srgb,var(--card) 80%,transparent);border-radius:3px;padding:0 2px;
        max-width:90px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .tick.end{transform:none;margin-left:4px}
        .names{position:absolute;left:52px;right:60px;bottom:2px;height:34px}
        .axis{position:absolute;transform:translateX(-50%);font-size:12px;line-height:16px;color:var(--soft);
        width:110px;max-height:32px;overflow:hidden;text-align:center;overflow-wrap:anywhere}
        .axis.first{margin-left:3px}.axis.last{margin-left:3px}
        #said{margin-left:10px}
        """
}
