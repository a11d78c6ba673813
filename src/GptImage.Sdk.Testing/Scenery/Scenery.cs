using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints what is behind everything else in a scene.</summary>
internal static class Scenery
{
    public static void Draw(SKCanvas canvas, float width, float height, SceneSetting setting, SeededRandom random)
    {
        switch (setting.Place)
        {
            case Setting.Sea:
                Seascape.Draw(canvas, width, height, setting, random);
                break;
            case Setting.City:
                Cityscape.Draw(canvas, width, height, setting.Time, random);
                break;
            case Setting.Room:
                Interior.Draw(canvas, width, height, setting, random);
                break;
            case Setting.Plain:
                canvas.Clear(new SKColor(0xD9, 0xDC, 0xE1));
                break;
            default:
                Landscape.Draw(canvas, width, height, setting.Time, random);
                break;
        }
    }
}
