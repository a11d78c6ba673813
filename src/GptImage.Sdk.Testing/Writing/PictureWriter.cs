using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes a picture into an answer, in the service's form or in one seen elsewhere.</summary>
/// <param name="form">The form.</param>
/// <param name="format">The format of the file.</param>
/// <param name="origin">Where addresses begin, for example <c>http://127.0.0.1:5005</c>.</param>
/// <param name="shelf">Where pictures wait that are answered as addresses.</param>
internal sealed class PictureWriter(PictureForm form, string format, string origin, PictureShelf shelf)
{
    public void Write(Utf8JsonWriter writer, byte[] picture)
    {
        switch (form)
        {
            case PictureForm.Address:
                writer.WriteString("url", origin + shelf.Put(picture, format));
                break;
            case PictureForm.DataUrl:
                writer.WriteString("b64_json", $"data:{PictureFormat.MediaTypeOf(format)};base64,{Convert.ToBase64String(picture)}");
                break;
            case PictureForm.InvalidBase64:
                string text = Convert.ToBase64String(picture);
                writer.WriteString("b64_json", string.Concat(text.AsSpan(0, text.Length / 2), "*", text.AsSpan((text.Length / 2) + 1)));
                break;
            default:
                writer.WriteBase64String("b64_json", picture);
                break;
        }
    }
}
