namespace GptImage.Sdk.Testing;

/// <summary>What a figure does.</summary>
/// <param name="View">From where it is seen.</param>
/// <param name="LeftArm">The angle of the arm on the left of the picture, in degrees from hanging down to pointing up.</param>
/// <param name="RightArm">The angle of the arm on the right of the picture.</param>
/// <param name="Stride">How far the feet are apart: 0 stands, 1 takes a long step.</param>
internal readonly record struct FigurePose(FigureView View, float LeftArm, float RightArm, float Stride)
{
    private const float Hanging = 12;

    /// <summary>Gets upright with hanging arms, as in reference pictures.</summary>
    public static FigurePose Neutral(FigureView view) => new(view, Hanging, Hanging, 0);

    /// <summary>Reads from a scene what a figure does; what it leaves open chance decides.</summary>
    public static FigurePose FromScene(string scene, SeededRandom chance)
    {
        var words = new WordList(scene);
        bool isMoving = words.Has(
            "climbs", "climb", "runs", "run", "walks", "walk", "jumps", "steps", "chases", "hurries", "dances");
        float lifted = words.Has("waves", "wave", "waving", "greets", "calls") ? 150
            : words.Has("finds", "holds", "carries", "lights", "opens", "reads", "points", "gives", "lifts", "picks") ? 75
            : chance.Between(Hanging, 45);
        return new FigurePose(FigureView.Front, chance.Between(Hanging, 30), lifted, isMoving ? 0.9f : 0);
    }
}
