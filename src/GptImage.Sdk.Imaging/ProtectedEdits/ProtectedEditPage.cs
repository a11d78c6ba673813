using System.Globalization;
using System.Net;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Shows a protected edit on a page without scripts: before and after over each other, the mask, the drift, the receipt.</summary>
internal sealed class ProtectedEditPage
{
    private const string Style = """
        :root{color-scheme:light dark;--paper:#f6f4ef;--card:#fff;--ink:#1d1c1a;--soft:#5c594f;--line:#d9d5ca;--link:#8a3a12}
        @media (prefers-color-scheme:dark){:root{--paper:#14161c;--card:#1e212a;--ink:#e8e6df;--soft:#b3b0a4;--line:#3a3f4c;
        --link:#fdba74}}
        *{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(1rem,4vw,3rem) 3rem;font:16px/1.5 system-ui,
        sans-serif;background:var(--paper);color:var(--ink)}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2.5rem 0 .75rem;
        break-after:avoid}a{
        color:var(--link)}
        img{display:block;background:repeating-conic-gradient(#c9c9c9 0 25%,#e6e6e6 0 50%) 0 0/24px 24px}
        fieldset{border:0;margin:0 0 .75rem;padding:0;display:flex;gap:.5rem;flex-wrap:wrap}legend{position:absolute;width:1px;height:1px;
        overflow:hidden;clip-path:inset(50%)}
        fieldset label{border:1px solid var(--line);border-radius:999px;padding:.3rem .9rem;background:var(--card);cursor:pointer}
        fieldset label:has(:checked){background:var(--ink);color:var(--paper);border-color:var(--ink)}fieldset label:has(:focus-visible){
        outline:3px solid var(--link);outline-offset:2px}
        fieldset input{position:absolute;opacity:0;width:1px;height:1px}
        .compare{position:relative;container-type:inline-size;border-radius:10px;overflow:hidden}
        .compare img{width:100cqw;height:auto;max-width:none}
        .before{position:absolute;inset:0 auto 0 0;width:50%;min-width:1.75rem;max-width:100%;overflow:hidden;resize:horizontal;
        border-right:3px solid #fff}
        .before::-webkit-resizer{background:#fff linear-gradient(90deg,#0000 42%,#1d1c1a 42% 48%,#0000 48% 56%,#1d1c1a 56% 62%,#0000 62%);
        border-radius:8px 0 0 0}
        main:has(#show-before:checked) .before{width:100%!important;resize:none;border:0}main:has(#show-after:checked) .before{
        display:none}
        .compare::after,.before::after{position:absolute;top:.6rem;padding:.1rem .6rem;border-radius:999px;background:#000a;color:#fff;
        font-size:.8rem;pointer-events:none}.compare::after{content:"After";right:.6rem}.before::after{content:"Before";left:.6rem}
        main:has(#show-before:checked) .compare::after{content:none}
        .hint{margin:.5rem 0 0;color:var(--soft);font-size:.9rem}main:not(:has(#show-both:checked)) .hint{visibility:hidden}
        dl{display:grid;grid-template-columns:fit-content(35%) 1fr;gap:.25rem 1rem;margin:1.5rem 0 0}dt{color:var(--soft)}dd{margin:0;
        overflow-wrap:anywhere}
        .parts{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));align-items:start}
        figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}figure img{width:100%;
        height:auto}figcaption{padding:.75rem 1rem}
        .bar{height:.9rem;border-radius:4px;margin-top:.75rem;border:1px solid var(--line)}.ticks{position:relative;height:1.4rem;
        font-size:.8rem;color:var(--soft);list-style:none;margin:0;padding:0}
        .ticks li{position:absolute;transform:translateX(-50%)}.ticks li:first-child{transform:none}.ticks li:last-child{
        transform:translateX(-100%)}
        .key{font-size:.85rem;color:var(--soft);margin:.25rem 0 0}.key b{display:inline-block;width:.9em;height:.9em;
        border:1px solid var(--line);vertical-align:-.1em}
        @media (pointer:coarse){.hint .mouse{display:none}}@media (pointer:fine){.hint .touch{display:none}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--link:#000}fieldset,.hint{display:none}.before{
        position:relative;width:100%!important;resize:none;border:0;break-inside:avoid;
        margin-bottom:1rem}.compare{overflow:visible}figure,.compare img{
        break-inside:avoid}}
        """;

    private readonly ProtectedEdit _edit;
    private readonly ProtectedEditResult _result;
    private readonly ProvenanceReceipt? _receipt;
    private readonly List<(string Name, ReadOnlyMemory<byte> Content)> _files = [];
    private readonly string _before;
    private readonly string _after;
    private readonly string _mask;
    private readonly string _service;
    private readonly string _drift;

    private ProtectedEditPage(ProtectedEdit edit, ProtectedEditResult result, Derivation derivation)
    {
        _edit = edit;
        _result = result;
        NormalizedImage before = ImageNormalizer.Normalize(edit.Image, new NormalizerOptions { MaxPixels = edit.MaxPixels });
        _before = Add("before", new GeneratedImage(before.Bytes));
        _after = Add("after", result.Image);
        using (MaskBuilder mask = MaskBuilder.For(edit.Image, edit.MaxPixels).Alpha(edit.Mask))
        {
            _mask = Add("mask", mask.Preview());
        }

        _service = Add("after.original", derivation.Origin);
        _drift = Add("drift", result.Drift.CreateHeatMap());
        if (!ReferenceEquals(derivation.Origin, result.Image))
        {
            _receipt = derivation.ToReceipt(_service, result.Image, _after);
            _files.Add(("after.provenance.json", Encoding.UTF8.GetBytes(_receipt.ToJson())));
        }
    }

    /// <summary>Writes the page with its pictures: all files or none.</summary>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    public static async Task<string> SaveAsync(
        ProtectedEdit edit, ProtectedEditResult result, Derivation derivation, string folder, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(folder);
        ProtectedEditPage page = new(edit, result, derivation);
        page._files.Add(("index.html", Encoding.UTF8.GetBytes(page.ToHtml())));
        string[] targets = [.. page._files.Select(file => Path.Combine(full, file.Name))];
        using FileGroup files = new(targets, DerivativeWriter.OpenFile);
        await files.WriteAsync([.. page._files.Select(file => file.Content)], cancellationToken).ConfigureAwait(false);
        _ = files.TryCommit(overwrite: true);
        return targets[^1];
    }

    private string Add(string name, GeneratedImage image)
    {
        string file = name + PictureFormat.ExtensionOf(image.Format.Value);
        _files.Add((file, image.Bytes));
        return file;
    }

    private string ToHtml()
    {
        StringBuilder html = new();
        string title = Encoded(_edit.Prompt);
        html.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + $"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            + $"<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{title}</h1>\n");
        AppendComparison(html);
        AppendFacts(html);
        AppendParts(html);
        AppendSteps(html);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private void AppendComparison(StringBuilder html)
    {
        ImageSize size = _result.Image.PixelSize ?? _result.Fit.PictureSize;
        string measures = $"width=\"{size.Width}\" height=\"{size.Height}\"";
        html.Append(
            CultureInfo.InvariantCulture,
            $"""
            <fieldset><legend>What is shown</legend>
            <label><input type="radio" name="show" id="show-both" checked>Both</label>
            <label><input type="radio" name="show" id="show-before">Before</label>
            <label><input type="radio" name="show" id="show-after">After</label>
            </fieldset>
            <div class="compare" style="max-width:calc(80vh*{size.Width}/{size.Height})">
            <img src="{_after}" {measures} alt="The picture after the edit">
            <div class="before"><img src="{_before}" {measures} alt="The picture before the edit"></div>
            </div>
            <p class="hint"><span class="mouse">Drag the handle at the lower end of the line.</span>
            <span class="touch">Tap Before and After to compare.</span></p>

            """);
    }

    private void AppendFacts(StringBuilder html)
    {
        html.Append("<dl>\n");
        Fact("Size", $"{_result.Fit.PictureSize}");
        Fact("Sent as", $"{_result.Fit}");
        Fact("Changed outside the mask", $"{_result.Drift}");
        Fact("Model", _result.Call.Model.Value);
        Fact("Request", _result.RequestId);
        if (_receipt is not null)
        {
            html.Append("<dt>Receipt</dt><dd><a href=\"after.provenance.json\">after.provenance.json</a></dd>\n");
        }

        html.Append("</dl>\n");

        void Fact(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                html.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Encoded(value)}</dd>\n");
            }
        }
    }

    private void AppendParts(StringBuilder html)
    {
        html.Append("<h2>How it was made</h2>\n<div class=\"parts\">\n");
        AppendFigure(html, _mask, _result.Fit.PictureSize, "The picture with the mask in red", "What may change");
        AppendFigure(
            html, _service, _result.ServiceImage.PixelSize ?? _result.Fit.CanvasSize, "The picture as the service sent it",
            _result.ServiceImage.HasContentCredentials
                ? "As the service sent it, signed with content credentials"
                : "As the service sent it");
        AppendFigure(
            html, _drift, _result.Drift.Size, "A map of the differences between before and what the service sent",
            "What the service changed outside the mask", HeatScale.ToHtml());
        html.Append("</div>\n");
    }

    private static void AppendFigure(StringBuilder html, string file, ImageSize size, string alt, string caption, string more = "") =>
        html.Append(
            CultureInfo.InvariantCulture,
            $"<figure>\n<a href=\"{file}\"><img src=\"{file}\" width=\"{size.Width}\" height=\"{size.Height}\" loading=\"lazy\" "
            + $"alt=\"{alt}\"></a>\n"
            + $"<figcaption>{caption}{more}</figcaption>\n</figure>\n");

    private void AppendSteps(StringBuilder html)
    {
        html.Append("<h2>Steps</h2>\n<ol>\n");
        foreach (string operation in _result.Operations)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li dir=\"auto\">{Encoded(operation)}</li>\n");
        }

        html.Append("</ol>\n");
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
