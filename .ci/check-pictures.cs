#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies
// Decodes pictures and compares their dimensions: check-pictures.cs FILE WIDTHxHEIGHT [FILE WIDTHxHEIGHT …]
using SkiaSharp;

int wrong = 0;
for (int i = 0; i + 1 < args.Length; i += 2)
{
    using SKBitmap? picture = File.Exists(args[i]) ? SKBitmap.Decode(args[i]) : null;
    string found = picture is null ? "nothing that decodes" : FormattableString.Invariant($"{picture.Width}x{picture.Height}");
    bool isRight = found == args[i + 1];
    Console.WriteLine($"{(isRight ? "ok   " : "WRONG")} {args[i]}: {found}");
    wrong += isRight ? 0 : 1;
}

return args.Length >= 2 && wrong == 0 ? 0 : 1;
