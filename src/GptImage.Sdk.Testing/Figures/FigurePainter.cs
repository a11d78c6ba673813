using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws a figure in flat colours with a thin outline, so that each of its colours can be found again.</summary>
internal sealed class FigurePainter : IDisposable
{
    /// <summary>The outline of figures: no colour of any part.</summary>
    public static readonly SKColor Outline = new(0x2A, 0x20, 0x28);

    private static readonly SKColor EyeWhite = new(0xFF, 0xFF, 0xFF);
    private static readonly SKColor Mouth = new(0xA8, 0x3E, 0x3E);

    private readonly SKCanvas _canvas;
    private readonly FigureLook _look;
    private readonly FigureFrame _at;
    private readonly FigurePose _pose;
    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _line;

    private FigurePainter(SKCanvas canvas, FigureLook look, FigureFrame at, FigurePose pose)
    {
        _canvas = canvas;
        _look = look;
        _at = at;
        _pose = pose;
        _line = new SKPaint
        {
            IsAntialias = true,
            Color = Outline,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = Math.Max(1, at.Head * 0.03f),
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = SKStrokeCap.Round,
        };
    }

    private bool IsBack => _pose.View == FigureView.Back;

    private float H => _at.Head;

    public static void Draw(SKCanvas canvas, FigureLook look, FigureFrame at, FigurePose pose)
    {
        using var painter = new FigurePainter(canvas, look, at, pose);
        painter.Draw();
    }

    public void Dispose()
    {
        _fill.Dispose();
        _line.Dispose();
    }

    private void Draw()
    {
        if (!IsBack && _look.HairStyle is HairStyle.Long or HairStyle.Braids)
        {
            DrawLongHair();
        }

        DrawLeg(-1);
        DrawLeg(1);
        DrawArm(-1, _pose.LeftArm);
        DrawArm(1, _pose.RightArm);
        DrawBody();
        DrawHead();
    }

    private void DrawLeg(int side)
    {
        float hip = _at.Hips - (H * 0.05f);
        float x = _at.Middle + (side * _at.LegOut);
        float foot = x + (side * _pose.Stride * H * 0.55f);
        float lift = side > 0 ? _pose.Stride * H * 0.12f : 0;
        float soles = _at.Soles - lift;
        float half = _at.LegWidth / 2;
        bool isBare = _look.HasSkirt || _look.Garment == Garment.Dress;
        Shape(isBare ? _look.Skin : _look.Legs, path =>
        {
            path.MoveTo(x - half, hip);
            path.LineTo(x + half, hip);
            path.LineTo(foot + (half * 0.8f), soles - (H * 0.06f));
            path.LineTo(foot - (half * 0.8f), soles - (H * 0.06f));
            path.Close();
        });
        float shaft = _at.Height * (_look.HasBoots ? 0.12f : 0.05f);
        float toe = _pose.View == FigureView.Profile ? -1.1f : side * 0.45f;
        Shape(_look.Shoes, path =>
        {
            path.MoveTo(foot - (half * 0.95f), soles - shaft);
            path.LineTo(foot + (half * 0.95f), soles - shaft);
            path.LineTo(foot + half + (Math.Max(0, toe) * half), soles - (H * 0.03f));
            path.QuadTo(foot + half + (Math.Max(0, toe) * half), soles, foot + half, soles);
            path.LineTo(foot - half, soles);
            path.QuadTo(foot - half + (Math.Min(0, toe) * half), soles, foot - half + (Math.Min(0, toe) * half), soles - (H * 0.03f));
            path.Close();
        });
    }

    private void DrawArm(int side, float degrees)
    {
        float length = (_at.Hips - _at.Neck) * 0.98f;
        float width = H * 0.24f * _at.Girth;
        float x = _at.Middle + (side * (_at.ShoulderHalf - (width * 0.3f)));
        float y = _at.Neck + (H * 0.2f);
        float angle = degrees * MathF.PI / 180;
        float handX = x + (side * MathF.Sin(angle) * length);
        float handY = y + (MathF.Cos(angle) * length);
        Oval(_look.Skin, handX, handY, width * 0.58f, width * 0.58f);
        Limb(x, y, handX - (side * MathF.Sin(angle) * width * 0.5f), handY - (MathF.Cos(angle) * width * 0.5f), width, _look.Top);
    }

    private void DrawBody()
    {
        float shoulder = _at.ShoulderHalf;
        float waist = shoulder * (_look.Garment == Garment.Dress ? 0.66f : 0.82f);
        (float hem, float hemHalf) = _look.Garment switch
        {
            Garment.Coat => (_at.Hem, shoulder * 1.16f),
            Garment.Dress => (_at.Hem, shoulder * 1.35f),
            _ => (_at.Hips + (H * 0.08f), shoulder * 0.86f),
        };
        float neck = H * 0.14f;
        Rect(_look.Skin, _at.Middle - neck, _at.Neck - (H * 0.12f), neck * 2, H * 0.22f);
        float middle = _at.Neck + ((_at.Hips - _at.Neck) * 0.6f);
        Shape(_look.Top, path =>
        {
            path.MoveTo(_at.Middle - neck, _at.Neck);
            path.QuadTo(_at.Middle - shoulder, _at.Neck + (H * 0.02f), _at.Middle - shoulder, _at.Neck + (H * 0.3f));
            path.QuadTo(_at.Middle - waist, middle, _at.Middle - hemHalf, hem);
            path.LineTo(_at.Middle + hemHalf, hem);
            path.QuadTo(_at.Middle + waist, middle, _at.Middle + shoulder, _at.Neck + (H * 0.3f));
            path.QuadTo(_at.Middle + shoulder, _at.Neck + (H * 0.02f), _at.Middle + neck, _at.Neck);
            path.Close();
        });
        if (_look.HasSkirt)
        {
            Shape(_look.Legs, path =>
            {
                path.MoveTo(_at.Middle - (shoulder * 0.84f), _at.Hips);
                path.LineTo(_at.Middle + (shoulder * 0.84f), _at.Hips);
                path.LineTo(_at.Middle + (shoulder * 1.2f), _at.Hem);
                path.LineTo(_at.Middle - (shoulder * 1.2f), _at.Hem);
                path.Close();
            });
        }

        if (_look.Garment == Garment.Coat && !IsBack)
        {
            float seam = _at.Middle - (H * 0.06f);
            _canvas.DrawLine(seam, _at.Neck + (H * 0.08f), seam, hem, _line);
            for (int button = 0; button < 3; button++)
            {
                Dot(_at.Middle + (H * 0.02f), _at.Neck + (H * (0.35f + (0.32f * button))), H * 0.03f, Outline);
            }
        }
    }

    private void DrawLongHair()
    {
        float end = _at.Neck + (H * 0.45f);
        if (_look.HairStyle == HairStyle.Braids)
        {
            foreach (int side in (int[])[-1, 1])
            {
                Limb(
                    _at.Middle + (side * H * 0.4f), _at.Top + (H * 0.6f), _at.Middle + (side * H * 0.5f), end + (H * 0.25f), H * 0.17f,
                    _look.Hair);
            }

            return;
        }

        Shape(_look.Hair, path =>
        {
            path.MoveTo(_at.Middle - (H * 0.44f), _at.Top + (H * 0.45f));
            path.QuadTo(_at.Middle, _at.Top - (H * 0.35f), _at.Middle + (H * 0.44f), _at.Top + (H * 0.45f));
            path.LineTo(_at.Middle + (H * 0.5f), end);
            path.LineTo(_at.Middle - (H * 0.5f), end);
            path.Close();
        });
    }

    private void DrawHead()
    {
        float middle = _at.Top + (H * 0.52f);
        if (_look.HairStyle != HairStyle.Bald)
        {
            // The hair shows beside the face down to the ears: there its colour can be found under any hat.
            float swell = _look.HairStyle == HairStyle.Curly ? 0.12f : 0;
            Oval(_look.Hair, _at.Middle, _at.Top + (H * 0.45f), H * (0.45f + swell), H * (0.45f + (swell * 0.8f)));
        }

        if (IsBack)
        {
            Oval(_look.HairStyle == HairStyle.Bald ? _look.Skin : _look.Hair, _at.Middle, middle, H * 0.41f, H * 0.47f);
            if (_look.HairStyle is HairStyle.Long or HairStyle.Braids)
            {
                DrawLongHair();
            }
        }
        else
        {
            float turn = _pose.View == FigureView.Profile ? -H * 0.09f : 0;
            Oval(_look.Skin, _at.Middle + turn, _at.Top + (H * 0.57f), H * 0.35f, H * 0.4f);
            DrawFace(turn);
            DrawFringe(turn);
        }

        DrawHat();
    }

    private void DrawFace(float turn)
    {
        float x = _at.Middle + turn;
        float eyes = _at.Top + (H * 0.54f);
        bool isProfile = _pose.View == FigureView.Profile;
        if (_look.Beard is { } beard)
        {
            Shape(beard, path =>
            {
                path.MoveTo(x - (H * 0.34f), _at.Top + (H * 0.64f));
                path.QuadTo(x, _at.Top + (H * 0.84f), x + (H * 0.34f), _at.Top + (H * 0.64f));
                path.QuadTo(x + (H * 0.3f), _at.Top + (H * 1.12f), x, _at.Top + (H * 1.14f));
                path.QuadTo(x - (H * 0.3f), _at.Top + (H * 1.12f), x - (H * 0.34f), _at.Top + (H * 0.64f));
                path.Close();
            });
        }

        foreach (int side in isProfile ? (int[])[-1] : [-1, 1])
        {
            float eye = x + (side * H * 0.14f);
            Dot(eye, eyes, H * 0.065f, EyeWhite);
            Dot(eye, eyes, H * 0.048f, _look.Eyes);
            Dot(eye, eyes, H * 0.022f, Outline);
            if (_look.HasGlasses)
            {
                _canvas.DrawCircle(eye, eyes, H * 0.1f, _line);
            }
        }

        if (isProfile)
        {
            Shape(_look.Skin, path =>
            {
                path.MoveTo(x - (H * 0.33f), _at.Top + (H * 0.52f));
                path.LineTo(x - (H * 0.46f), _at.Top + (H * 0.66f));
                path.LineTo(x - (H * 0.32f), _at.Top + (H * 0.68f));
                path.Close();
            });
        }

        using var smile = new SKPaint
        {
            IsAntialias = true,
            Color = Mouth,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = _line.StrokeWidth * 1.3f,
            StrokeCap = SKStrokeCap.Round,
        };
        float mouth = _at.Top + (H * (_look.Beard is null ? 0.78f : 0.82f));
        float half = H * (isProfile ? 0.07f : 0.1f);
        float at = isProfile ? x - (H * 0.16f) : x;
        using var builder = new SKPathBuilder();
        builder.MoveTo(at - half, mouth);
        builder.QuadTo(at, mouth + (H * 0.07f), at + half, mouth);
        using SKPath path = builder.Detach();
        _canvas.DrawPath(path, smile);
    }

    private void DrawFringe(float turn)
    {
        if (_look.HairStyle == HairStyle.Bald)
        {
            return;
        }

        float x = _at.Middle + turn;
        Shape(_look.Hair, path =>
        {
            path.MoveTo(_at.Middle - (H * 0.43f), _at.Top + (H * 0.5f));
            path.QuadTo(_at.Middle - (H * 0.42f), _at.Top, _at.Middle, _at.Top);
            path.QuadTo(_at.Middle + (H * 0.42f), _at.Top, _at.Middle + (H * 0.43f), _at.Top + (H * 0.5f));
            path.QuadTo(x + (H * 0.24f), _at.Top + (H * 0.36f), x + (H * 0.12f), _at.Top + (H * 0.3f));
            path.QuadTo(x - (H * 0.12f), _at.Top + (H * 0.42f), _at.Middle - (H * 0.43f), _at.Top + (H * 0.5f));
            path.Close();
        });
    }

    private void DrawHat()
    {
        if (_look.Hat is not { } hat)
        {
            return;
        }

        Shape(hat, path =>
        {
            path.MoveTo(_at.Middle - (H * 0.47f), _at.Top + (H * 0.28f));
            path.QuadTo(_at.Middle - (H * 0.44f), _at.Top - (H * 0.16f), _at.Middle, _at.Top - (H * 0.16f));
            path.QuadTo(_at.Middle + (H * 0.44f), _at.Top - (H * 0.16f), _at.Middle + (H * 0.47f), _at.Top + (H * 0.28f));
            path.Close();
        });
        if (_look.HasBrim)
        {
            Oval(hat, _at.Middle - (H * 0.06f), _at.Top + (H * 0.27f), H * 0.56f, H * 0.075f);
        }
    }

    private void Shape(SKColor color, Action<SKPathBuilder> outline)
    {
        using var builder = new SKPathBuilder();
        outline(builder);
        using SKPath path = builder.Detach();
        _fill.Color = color;
        _canvas.DrawPath(path, _fill);
        _canvas.DrawPath(path, _line);
    }

    private void Oval(SKColor color, float x, float y, float halfWidth, float halfHeight)
    {
        _fill.Color = color;
        _canvas.DrawOval(x, y, halfWidth, halfHeight, _fill);
        _canvas.DrawOval(x, y, halfWidth, halfHeight, _line);
    }

    private void Rect(SKColor color, float x, float y, float width, float height)
    {
        _fill.Color = color;
        _canvas.DrawRect(x, y, width, height, _fill);
        _canvas.DrawRect(x, y, width, height, _line);
    }

    private void Dot(float x, float y, float radius, SKColor color)
    {
        _fill.Color = color;
        _canvas.DrawCircle(x, y, radius, _fill);
    }

    private void Limb(float fromX, float fromY, float toX, float toY, float width, SKColor color)
    {
        using var limb = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            Color = Outline,
            StrokeWidth = width + (_line.StrokeWidth * 1.6f),
        };
        _canvas.DrawLine(fromX, fromY, toX, toY, limb);
        limb.Color = color;
        limb.StrokeWidth = width;
        _canvas.DrawLine(fromX, fromY, toX, toY, limb);
    }
}
