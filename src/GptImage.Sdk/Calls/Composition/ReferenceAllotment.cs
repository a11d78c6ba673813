namespace GptImage.Sdk;

/// <summary>Which references of a scene are sent when not all of them fit: every character's anchor, then one more for each in turn, the
/// telling roles first.</summary>
internal sealed record ReferenceAllotment
{
    /// <summary>Gets the image that is changed, or that mask and markup belong to, which is Image 1; <see langword="null"/> when there is
    /// none.</summary>
    public ImageInput? Base { get; private init; }

    /// <summary>Gets whether a mask or markup says where the base is changed.</summary>
    public bool IsMarked { get; private init; }

    /// <summary>Gets the images that are sent of each character, in their own order.</summary>
    public required IReadOnlyList<CastImages> Cast { get; init; }

    /// <summary>Gets the other images that are sent.</summary>
    public required IReadOnlyList<ImageInput> Others { get; init; }

    /// <summary>Gets what does not fit, in words.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Gets all images in the order of their numbers.</summary>
    public IReadOnlyList<ImageInput> Images =>
        [.. Base is null ? [] : new[] { Base }, .. Cast.SelectMany(member => member.Images), .. Others];

    /// <param name="scene">The scene.</param>
    /// <param name="max">How many images the model takes.</param>
    public static ReferenceAllotment CreateFor(CharacterReferenceRequest scene, int max)
    {
        ImageInput? background = BaseOf(scene);
        IReadOnlyList<ImageInput> others = background is null
            ? scene.References
            : [.. scene.References.Where(reference => reference != background)];
        HashSet<(int Character, int Reference)> sent = [];
        int room = max - (background is null ? 0 : 1);
        room -= Take(scene.Characters, sent, rank: 0, int.MaxValue);
        HashSet<int> sentOthers =
            [.. Enumerable.Range(0, others.Count).OrderBy(index => ImportanceOf(others[index])).Take(Math.Max(room, 0))];
        room -= sentOthers.Count;
        int mostReferences = scene.Characters.Select(character => character.References.Count).DefaultIfEmpty(0).Max();
        for (int rank = 1; rank < mostReferences; rank++)
        {
            room -= Take(scene.Characters, sent, rank, room);
        }

        return new ReferenceAllotment
        {
            Base = background,
            IsMarked = (scene.Mask ?? scene.Markup) is not null,
            Cast =
                [.. scene.Characters.Select(
                    (character, index) =>
                    new CastImages(character, [.. character.References.Where((_, reference) => sent.Contains((index, reference)))]))],
            Others = [.. others.Where((_, index) => sentOthers.Contains(index))],
            LeftOut =
            [
                .. scene.Characters.SelectMany((character, index) => character.References
                    .Where((_, reference) => !sent.Contains((index, reference)))
                    .Select(reference => $"{character.Name}, {RoleWords.OfCharacter(reference.Role)}")),
                .. others.Where((_, index) => !sentOthers.Contains(index)).Select(reference => RoleWords.NameOf(reference.Role)),
            ],
        };
    }

    /// <summary>Finds the picture that is changed, or the background that a mask or markup belongs to.</summary>
    public static ImageInput? BaseOf(CharacterReferenceRequest scene) =>
        Find(scene, ReferenceRole.PictureToChange)
        ?? ((scene.Mask ?? scene.Markup) is null ? null : Find(scene, ReferenceRole.Background));

    private static ImageInput? Find(CharacterReferenceRequest scene, ReferenceRole role) =>
        scene.References.FirstOrDefault(reference => reference.Role == role);

    /// <summary>Takes one reference of each character, as long as there is room.</summary>
    private static int Take(IReadOnlyList<Character> characters, HashSet<(int Character, int Reference)> sent, int rank, int room)
    {
        int taken = 0;
        for (int i = 0; i < characters.Count && taken < room; i++)
        {
            if (rank < characters[i].References.Count)
            {
                sent.Add((i, Ranked(characters[i])[rank]));
                taken++;
            }
        }

        return taken;
    }

    /// <summary>Puts the references of a character in the order of their worth. The anchor is always first.</summary>
    private static int[] Ranked(Character character) =>
        [.. Enumerable.Range(0, character.References.Count)
            .OrderBy(index => index == 0 ? -1 : WorthOf(character, character.References[index].Role))];

    private static int WorthOf(Character character, ReferenceRole role) => role switch
    {
        ReferenceRole.Face => 0,
        ReferenceRole.FullBody => 1,
        ReferenceRole.Profile => 2,
        ReferenceRole.Outfit => character.IsDressedAnew ? 6 : 3,
        ReferenceRole.Back => 4,
        _ => 5,
    };

    /// <summary>What must be seen in the picture comes before what only colours it.</summary>
    private static int ImportanceOf(ImageInput reference) => reference.Role switch
    {
        ReferenceRole.PreviousFrame => 0,
        ReferenceRole.Product or ReferenceRole.Logo => 1,
        ReferenceRole.Style => 2,
        ReferenceRole.Background or ReferenceRole.Layout => 3,
        _ => 4,
    };
}
