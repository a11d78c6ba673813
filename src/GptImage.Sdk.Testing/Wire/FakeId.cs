using System.Security.Cryptography;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Makes ids in the form of the service's, the same in every run.</summary>
internal static class FakeId
{
    /// <summary>Makes an id.</summary>
    /// <param name="prefix">What it begins with, for example <c>file-</c>.</param>
    /// <param name="seed">What makes it different from others with the same prefix.</param>
    /// <param name="length">How many characters follow the prefix: at most 64.</param>
    public static string Make(string prefix, string seed, int length = 32) =>
        prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..length].ToLowerInvariant();
}
