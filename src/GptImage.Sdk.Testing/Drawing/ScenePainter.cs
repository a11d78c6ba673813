using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Puts the things and the people of a scene before its scenery.</summary>
internal sealed class ScenePainter
{
    private readonly SKCanvas _canvas;
    private readonly PromptReading _prompt;
    private readonly SceneSetting _setting;
    private readonly SeededRandom _random;
    private readonly float _width;
    private readonly float _height;

    /// <param name="canvas">The canvas, its origin at the upper left corner of the scene.</param>
    /// <param name="prompt">What is asked for.</param>
    /// <param name="setting">Where it is.</param>
    /// <param name="size">The size of the scene.</param>
    /// <param name="random">Chance, the same for the same prompt.</param>
    public ScenePainter(SKCanvas canvas, PromptReading prompt, SceneSetting setting, SKSize size, SeededRandom random)
    {
        _canvas = canvas;
        _prompt = prompt;
        _setting = setting;
        _random = random;
        (_width, _height) = (size.Width, size.Height);
    }

    private bool IsClose => _setting.Words.Has("close", "closeup");

    /// <summary>Draws subjects and figures; tells whether there was anything to draw.</summary>
    public bool Draw(IReadOnlyList<FigureLook> cast)
    {
        IReadOnlyList<NamedSubject> subjects =
            [.. NamedSubject.In(_prompt.Scene).Where(named => cast.All(look => look.Animal != named.Subject.Name))];
        if (_prompt.IsPlain && cast.Count > 0)
        {
            DrawSheet(cast);
            return true;
        }

        if (_setting.Place == Setting.Room)
        {
            subjects = [.. subjects.Where(named => named.Subject.Place == SubjectPlace.Near)];
        }

        bool isOpenLeft = _random.Next() < 0.5f;
        DrawFar([.. subjects.Where(named => named.Subject.Place != SubjectPlace.Near)], cast.Count == 0, isOpenLeft);
        DrawNear([.. subjects.Where(named => named.Subject.Place == SubjectPlace.Near)], cast.Count, isOpenLeft);
        for (int index = 0; index < cast.Count; index++)
        {
            DrawFigure(cast[index], IsClose ? _width * (index + 0.5f) / cast.Count : PlaceOf(index, cast.Count, isOpenLeft));
        }

        return subjects.Count > 0 || cast.Count > 0;
    }

    /// <summary>Draws the subjects as large as the scene allows, for a part of a picture that is painted anew.</summary>
    public bool DrawAlone(IReadOnlyList<FigureLook> cast)
    {
        IReadOnlyList<NamedSubject> subjects = NamedSubject.In(_prompt.Scene);
        int count = subjects.Count + cast.Count;
        float slot = _width / Math.Max(1, count);
        for (int index = 0; index < count; index++)
        {
            var box = SKRect.Create((index * slot) + (slot * 0.06f), _height * 0.06f, slot * 0.88f, _height * 0.86f);
            if (index < subjects.Count)
            {
                subjects[index].Subject.Draw(_canvas, box, subjects[index].Color);
            }
            else
            {
                FigureLook look = cast[index - subjects.Count];
                DrawIn(look, new FigureFrame(box.MidX, box.Top, box.Height, look.Heads, look.Girth), FigurePose.Neutral(FigureView.Front));
            }
        }

        return count > 0;
    }

    /// <summary>Draws a reference picture: each figure whole and still, or the view that is asked for.</summary>
    private void DrawSheet(IReadOnlyList<FigureLook> cast)
    {
        for (int index = 0; index < cast.Count; index++)
        {
            FigureLook look = cast[index];
            float middle = _width * (index + 0.5f) / cast.Count;
            float hat = look.Hat is null ? 0 : 0.17f;
            float height = Math.Min(_height * 0.84f * look.Heads / (look.Heads + hat), _width / cast.Count * look.Heads * 0.42f);
            float head = FaceHead();
            FigureFrame at = _prompt.View switch
            {
                FigureView.Face =>
                    new FigureFrame(middle, _height - (head * LookReader.FaceHeads), head * look.Heads, look.Heads, look.Girth),
                FigureView.Outfit => Dressed(middle, look),
                FigureView.Detail => Near(middle, look),
                _ => new FigureFrame(middle, (_height * 0.94f) - height, height, look.Heads, look.Girth),
            };
            _canvas.Save();
            if (_prompt.View == FigureView.Outfit)
            {
                _canvas.ClipRect(new SKRect(0, at.Neck - (at.Head * 0.06f), _width, _height));
            }

            DrawIn(look, at, FigurePose.Neutral(_prompt.View));
            _canvas.Restore();
        }
    }

    private float FaceHead() => Math.Min(_height * 0.84f / (LookReader.FaceHeads + 0.17f), _width * 0.8f);

    private FigureFrame Dressed(float middle, FigureLook look)
    {
        float height = Math.Min(_height * 0.9f * look.Heads / (look.Heads - 1), _width * look.Heads * 0.5f);
        return new FigureFrame(middle, (_height * 0.96f) - height, height, look.Heads, look.Girth);
    }

    private FigureFrame Near(float middle, FigureLook look)
    {
        float head = _height * 0.5f;
        return new FigureFrame(middle, (_height * 0.5f) - (head * 1.5f), head * look.Heads, look.Heads, look.Girth);
    }

    private void DrawFar(IReadOnlyList<NamedSubject> subjects, bool isAlone, bool isOpenLeft)
    {
        float[] places = isAlone && subjects.Count == 1 ? [0.5f + _random.Between(-0.1f, 0.1f)]
            : isOpenLeft ? [0.26f, 0.74f, 0.5f] : [0.76f, 0.26f, 0.5f];
        for (int index = 0; index < subjects.Count; index++)
        {
            Subject subject = subjects[index].Subject;
            float share = (isAlone ? 0.24f : 0.19f) * (_prompt.Texts.Any(text => text.Place.Row < 0) ? 0.74f : 1);
            float height = Math.Min(_height * subject.Size * share, _width * 0.5f * subject.Height / subject.Width);
            float foot = _height * FootOf(subject) * (isAlone ? 1.03f : 1);
            float middle = _width * places[index];
            float half = height * subject.Width / subject.Height / 2;
            subject.Draw(_canvas, new SKRect(middle - half, foot - height, middle + half, foot), subjects[index].Color);
        }
    }

    private float FootOf(Subject subject) => (_setting.Place, subject.Place) switch
    {
        (Setting.Sea, SubjectPlace.Water) => 0.7f,
        (Setting.Sea, _) => 0.79f,
        (Setting.City, _) => 0.78f,
        _ => 0.74f,
    };

    private void DrawNear(IReadOnlyList<NamedSubject> subjects, int figures, bool isOpenLeft)
    {
        bool isOnTable = _setting.Place == Setting.Room && !_setting.Words.Has("stairs", "staircase") && figures == 0;
        float foot = _height * (isOnTable ? 0.79f : 0.9f);
        for (int index = 0; index < subjects.Count; index++)
        {
            Subject subject = subjects[index].Subject;
            float height = figures == 0
                ? Math.Min(_height * (subjects.Count == 1 ? 0.42f : 0.34f), _width * 0.4f * subject.Height / subject.Width)
                : _height * Math.Min(0.26f, 0.62f * Math.Max(0.22f, subject.Size));
            float middle = figures == 0
                ? _width * (subjects.Count == 1 ? 0.5f : 0.3f + (0.4f * index))
                : _width * (0.5f + ((isOpenLeft ? -1 : 1) * ((figures == 1 ? 0.04f : 0.17f) + (0.17f * index))));
            float half = height * subject.Width / subject.Height / 2;
            subject.Draw(_canvas, new SKRect(middle - half, foot - height, middle + half, foot), subjects[index].Color);
        }
    }

    /// <summary>Gets the middle of a figure: apart from the others, and not before the thing that the scene is about.</summary>
    private float PlaceOf(int index, int count, bool isOpenLeft)
    {
        float jitter = _random.Between(-0.04f, 0.04f);
        float place = count == 1
            ? isOpenLeft ? 0.66f : 0.34f
            : (isOpenLeft ? 0.42f : 0.16f) + (0.42f * (index + 0.5f) / count);
        return _width * (place + jitter);
    }

    private void DrawFigure(FigureLook look, float middle)
    {
        if (_prompt.View == FigureView.Face)
        {
            float head = FaceHead();
            DrawIn(
                look, new FigureFrame(_width / 2, _height - (head * 1.45f), head * look.Heads, look.Heads, look.Girth),
                FigurePose.Neutral(FigureView.Face));
            return;
        }

        float share = IsClose ? 1.2f : _setting.Words.Has("wide", "far", "distant") ? 0.4f : 0.6f;
        float size = Math.Min(_height * share, _width * share * 1.5f);
        float height = size * Math.Clamp(0.72f + ((look.Heads - 4) * 0.095f), 0.6f, 1.05f);
        float soles = IsClose ? (_height * 0.22f) + height : _height * (0.9f + _random.Between(-0.01f, 0.015f));
        DrawIn(
            look, new FigureFrame(middle, soles - height, height, look.Heads, look.Girth), FigurePose.FromScene(_prompt.Scene, _random));
    }

    private void DrawIn(FigureLook look, FigureFrame at, FigurePose pose)
    {
        if (look.Animal is { } animal)
        {
            float height = at.Height * (_prompt.IsPlain ? 0.7f : 0.5f);
            SubjectBook.Find(animal).Draw(
                _canvas, new SKRect(at.Middle - height, at.Soles - height, at.Middle + height, at.Soles), look.Top);
            return;
        }

        FigurePainter.Draw(_canvas, look, at, pose);
    }
}
