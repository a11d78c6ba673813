using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Changes good inputs at places that a seed chooses.</summary>
internal static class Mutation
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\\", "\\u0022", "\\uD800", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", "0", "99999999999999999999",
                "\"b64_json\":", "\"data\":[", "\"error\":{",
            "\"url\":\"data:image/png;base64,", "data: ", "\n\n", "\r\n\r\n", "\r", "event: error\n", "[DONE]", "data:", ";base64,", "=",
                "====", "\0", "\u00FF", "<html>", "<svg", "req_", "safety_violations=[", "try again in 9999999999h",
                "Limit 5, Requested 99",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3, 0x28], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF],
            [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 0],
    ];

    public static byte[] Damage(byte[] good, SeededNumbers numbers)
    {
        List<byte> bytes = [.. good];
        for (int changes = numbers.Next(1, 6); changes > 0; changes--)
        {
            int at = numbers.Next(0, bytes.Count);
            switch (numbers.Next(0, 5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)numbers.Next(0, 255);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(numbers.Next(0, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[numbers.Next(0, Pieces.Length - 1)]);
                    break;
                case 3:
                    int from = numbers.Next(0, bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(numbers.Next(0, 200), bytes.Count - from)));
                    break;
                case 4 when numbers.Next(0, 3) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)numbers.Next(0, 255), numbers.Next(1, 300)));
                    break;
            }
        }

        return [.. bytes];
    }
}
