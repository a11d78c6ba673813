namespace GptImage.Sdk;

/// <summary>Reads the address of a picture as a gateway writes it.</summary>
internal static class PictureAddress
{
    /// <summary>Makes an address of a text.</summary>
    /// <param name="text">What the answer says.</param>
    /// <param name="answeredFrom">Where the answer came from, against which a relative address is read.</param>
    /// <returns>The address; <see langword="null"/> when it is neither http nor https.</returns>
    public static Uri? Find(string text, Uri? answeredFrom)
    {
        Uri? address;
        if (HasScheme(text))
        {
            // Never a path: on Unix an absolute one would be an address, too.
            if (!Uri.TryCreate(text, UriKind.Absolute, out address))
            {
                return null;
            }
        }
        else if (answeredFrom is null
            || !Uri.TryCreate(text, UriKind.Relative, out Uri? relative)
            || !Uri.TryCreate(answeredFrom, relative, out address))
        {
            return null;
        }

        return (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0 ? address : null;
    }

    private static bool HasScheme(string text)
    {
        int colon = text.AsSpan().IndexOfAny(":/?#");
        return colon > 0 && text[colon] == ':';
    }
}
