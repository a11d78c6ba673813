using System.Net.Http.Headers;
using System.Text;

namespace GptImage.Sdk.Testing.Tests.Support;

/// <summary>A multipart body, with gpt-image-2 and a prompt unless said otherwise.</summary>
internal sealed class Form
{
    private readonly MultipartFormDataContent _content = [];

    public Form(string? model = "gpt-image-2", string? prompt = "Make it night")
    {
        _ = model is null ? this : Text("model", model);
        _ = prompt is null ? this : Text("prompt", prompt);
    }

    public HttpContent Content => _content;

    public Form Text(string name, string value)
    {
        _content.Add(new StringContent(value, Encoding.UTF8), name);
        return this;
    }

    public Form File(string name, byte[] bytes, string? contentType = "image/png", string fileName = "picture.png")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);
        _content.Add(content, name, fileName);
        return this;
    }
}
