/// How a page looks, in light and in dark.
enum PageStyle {
    /// The colours, by what they are for.
    static let colors = """
        :root{color-scheme:light dark;--page:#fbfbfa;--card:#fff;--ink:#1d232b;--soft:#5c6672;--rule:#e2e5e9;
        --good:#1a8f5a;--bad:#c8402f;--c1:#2467c9;--c2:#c77700;--c3:#17866a;--c4:#8a54c4;--c5:#0f8fb0;--c6:#c8402f;
        --c7:#8b6d1f;--c8:#8a93a0}
        @media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1b1f25;--ink:#e6e9ed;--soft:#9aa5b1;
        --rule:#2c323a;--good:#43c58a;--bad:#f0705f;--c1:#6ba4f5;--c2:#eda63f;--c3:#43c5a0;--c4:#bb92ec;--c5:#4cc3e3;
        --c6:#f0705f;--c7:#d3b35b;--c8:#7d8794}}
        """

    /// How lines, areas and points are drawn.
    static let drawing = """
        .grid{stroke:var(--rule);stroke-width:1;vector-effect:non-scaling-stroke;fill:none}
        .grid.zero{stroke:var(--soft);stroke-opacity:.6}
        .line{fill:none;stroke:var(--color);stroke-width:1.6;vector-effect:non-scaling-stroke;stroke-linejoin:round}
        .area{fill:var(--color);fill-opacity:.16;stroke:none}
        .stack{fill:var(--color);stroke:var(--card);stroke-width:1;vector-effect:non-scaling-stroke}
        .dots{fill:none;stroke:var(--color);stroke-width:5;stroke-linecap:round;stroke-opacity:.65;
        vector-effect:non-scaling-stroke}
        .mark{fill:none;stroke:var(--color);stroke-width:1.6;stroke-dasharray:5 4;vector-effect:non-scaling-stroke}
        .c1{--color:var(--c1)}.c2{--color:var(--c2)}.c3{--color:var(--c3)}.c4{--color:var(--c4)}
        .c5{--color:var(--c5)}.c6{--color:var(--c6)}.c7{--color:var(--c7)}.c8{--color:var(--c8)}
        """

    static let text = """
        \(colors)
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
        "Helvetica Neue",Arial,sans-serif}
        main{max-width:1080px;margin:0 auto;padding:24px 16px 48px}
        h1{font-size:26px;margin:0;overflow-wrap:anywhere}h2{font-size:19px;margin:0 0 12px}
        h3{font-size:15px;margin:16px 0 6px}
        section{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:16px;margin-top:16px}
        .note{color:var(--soft);font-size:13px;margin:6px 0}
        .warning{border-left:4px solid var(--c2);padding:4px 10px;margin:8px 0;background:var(--card);
        overflow-wrap:anywhere}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px;margin-top:16px}
        .tile{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:8px 12px}
        .tile span{display:block;color:var(--soft);font-size:12px}
        .tile b{font-size:19px;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;width:100%}
        th,td{text-align:right;padding:4px 8px;border-bottom:1px solid var(--rule);white-space:nowrap}
        th{color:var(--soft);font-weight:600}th.text,td.text,.months th:first-child{text-align:left}
        #origin td:last-child{white-space:normal;overflow-wrap:anywhere}
        #origin thead,.groups thead{display:none}
        .minus{color:var(--bad)}
        .up{background:color-mix(in srgb,var(--good) var(--depth),transparent)}
        .down{background:color-mix(in srgb,var(--bad) var(--depth),transparent)}
        .groups{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:4px 32px}
        .groups td:first-child{white-space:normal}
        .chart{margin:0 0 16px}
        figcaption{font-weight:600;font-size:14px;margin-bottom:6px}
        .keys{display:inline-flex;flex-wrap:wrap;gap:0 14px;margin-left:14px;font-weight:400;color:var(--soft);
        font-size:13px;vertical-align:top}
        .key{white-space:nowrap}
        .key i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px;
        background:var(--color)}
        .plot{position:relative;padding:0 0 22px 58px;margin-top:8px}
        .plot svg{display:block;width:100%;height:220px;overflow:visible}
        .plot .y{position:absolute;left:0;width:50px;text-align:right;font-size:12px;color:var(--soft);
        margin-top:-9px;line-height:18px}
        .ys{position:absolute;left:0;top:0;width:50px;height:220px}
        .plot .x{position:absolute;bottom:0;font-size:12px;line-height:18px;color:var(--soft);white-space:nowrap}
        .x.first{left:58px}.x.last{right:0}.x.middle{left:calc(50% + 29px);transform:translateX(-50%)}
        \(drawing)
        details{margin-top:12px}summary{cursor:pointer;color:var(--soft)}
        @media(max-width:560px){main{padding:16px 8px 32px}section{padding:12px}.plot{padding-left:46px}
        .plot .y,.ys{width:40px;font-size:11px}.x.first{left:46px}.x.middle{display:none}.plot svg,.ys{height:180px}
        .keys{display:flex;margin-left:0}.tile b{font-size:17px}}
        @media print{section{break-inside:avoid}}
        """
}
