using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class ReferenceAllotmentTests
{
    private static readonly ReferenceRole[] OfCharacters =
        [ReferenceRole.Unspecified, ReferenceRole.Face, ReferenceRole.FullBody, ReferenceRole.Profile, ReferenceRole.Back,
        ReferenceRole.Outfit, ReferenceRole.Detail];
    private static readonly ReferenceRole[] OfOthers =
        [ReferenceRole.Style, ReferenceRole.Layout, ReferenceRole.Product, ReferenceRole.Background, ReferenceRole.Logo,
        ReferenceRole.PreviousFrame];

    [Fact]
    public void Of_MoreThanFit_GivesEachInTurnTheTellingRolesFirst()
    {
        ReferenceAllotment allotment = ReferenceAllotment.CreateFor(
            Scene(
                new Character("Mia")
                {
                    References =
                        Roles(ReferenceRole.Detail, ReferenceRole.Back, ReferenceRole.Outfit, ReferenceRole.Profile,
                        ReferenceRole.FullBody, ReferenceRole.Face),
                },
                new Character("Tom") { References = Roles(ReferenceRole.FullBody, ReferenceRole.Unspecified, ReferenceRole.Face) }),
            max: 6);

        Assert.Equal(
            [ReferenceRole.Detail, ReferenceRole.FullBody, ReferenceRole.Face], allotment.Cast[0].Images.Select(image => image.Role));
        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Unspecified, ReferenceRole.Face], allotment.Cast[1].Images.Select(image => image.Role));
        Assert.Equal(["Mia, back view", "Mia, outfit", "Mia, profile"], allotment.LeftOut);
    }

    [Fact]
    public void Of_DressedAnew_LeavesOutTheOldOutfitFirst()
    {
        Character asleep = new Character("Mia")
        {
            References = Roles(ReferenceRole.Face, ReferenceRole.Outfit, ReferenceRole.Detail),
        } with
        { Outfit = "pyjamas" };

        Assert.Equal(["Mia, outfit"], ReferenceAllotment.CreateFor(Scene(asleep), max: 2).LeftOut);
    }

    [Fact]
    public void Of_OthersAndCharacters_KeepsAnchorsThenWhatMustBeSeen()
    {
        CharacterReferenceRequest scene = Scene(new Character("Mia")
        {
            References = Roles(ReferenceRole.FullBody, ReferenceRole.Face),
        }) with
        {
            References = Roles(ReferenceRole.Layout, ReferenceRole.Style, ReferenceRole.Product, ReferenceRole.PreviousFrame),
        };

        ReferenceAllotment allotment = ReferenceAllotment.CreateFor(scene, max: 4);

        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Style, ReferenceRole.Product, ReferenceRole.PreviousFrame],
            allotment.Images.Select(image => image.Role));
        Assert.Equal(["Mia, face", "layout reference"], allotment.LeftOut);
    }

    [Fact]
    public void Of_OnePictureSeveralTimes_CountsEachTime()
    {
        ImageInput one = Picture(ReferenceRole.Style);

        ReferenceAllotment allotment =
            ReferenceAllotment.CreateFor(Scene(new Character("Mia") { References = [one, one, one] }) with { References = [one, one] },
            max: 4);

        Assert.Equal((4, 2, "Mia, reference"), (allotment.Images.Count, allotment.Others.Count, Assert.Single(allotment.LeftOut)));
    }

    [Fact]
    public void Of_AnyCast_NeverExceedsTheLimitAndNeverLosesAnAnchor() =>
        Gen.Select(Casts, Gen.OneOfConst(OfOthers).List[0, 20], Gen.Int[1, 20], Gen.Bool).Check(20_000, (cast, others, max, isMasked) =>
        {
            CharacterReferenceRequest scene =
                Scene([.. cast.Select((roles, index) => new Character($"C{index}") { References = Roles([.. roles]) })]) with
                {
                    References = Roles([.. others]),
                    Mask = isMasked ? Picture(ReferenceRole.Unspecified) : null,
                };

            ReferenceAllotment allotment = ReferenceAllotment.CreateFor(scene, max);

            int anchors = cast.Count + (allotment.Base is null ? 0 : 1);
            int all = scene.Characters.Sum(character => character.References.Count) + others.Count;
            Assert.Equal(Math.Min(all, Math.Max(max, anchors)), allotment.Images.Count);
            Assert.Equal(all - allotment.Images.Count, allotment.LeftOut.Count);
            Assert.All(scene.Characters.Zip(allotment.Cast), pair => Assert.Same(pair.First.References[0], pair.Second.Images[0]));
            Assert.Equal(isMasked && others.Contains(ReferenceRole.Background), allotment.Base is not null);
            if (all > max)
            {
                AssertFair(allotment);
            }
        });

    [Fact]
    public void Explain_AnyCast_StaysWithinTheLimitsOfTheModel() =>
        Gen.Select(Casts, Gen.Int[0, 9_000]).Check(1_000, (cast, length) =>
        {
            string words = new('x', length);
            Character[] characters = [.. cast.Select((roles, index) => new Character($"C{index}")
            {
                References = Roles([.. roles]),
                Appearance = words,
                MustNotChange = [words],
            })];

            RequestPlan plan = Plans.Explain(Scene(characters) with { Text = [new TextElement(words)] });

            int codePoints = plan.Prompt.EnumerateRunes().Count();
            Assert.Equal(codePoints > 32_000, plan.Find("prompt-length") is not null);
            Assert.Equal(cast.Count > 16, plan.Find("characters-too-many") is not null);
            Assert.True(plan.Inputs.Count <= 16 || !plan.IsValid);
            Assert.All(characters, character => Assert.Contains(character.References[0], plan.Inputs));
            Assert.All(characters, character => Assert.Contains($": {character.Name}, ", plan.Prompt, StringComparison.Ordinal));
        });

    private static Gen<List<List<ReferenceRole>>> Casts => Gen.OneOfConst(OfCharacters).List[1, 8].List[1, 18];

    /// <summary>Whoever misses a reference has at most one fewer than another has, so nobody is served twice before all are once.</summary>
    private static void AssertFair(ReferenceAllotment allotment)
    {
        int most = allotment.Cast.Max(member => member.Images.Count);
        Assert.All(
            allotment.Cast.Where(member => member.Images.Count < member.Character.References.Count),
            member => Assert.True(member.Images.Count >= most - 1));
    }

    private static CharacterReferenceRequest Scene(params IReadOnlyList<Character> characters) => new("x", characters);

    private static ImageInput[] Roles(params IReadOnlyList<ReferenceRole> roles) => [.. roles.Select(Picture)];

    private static ImageInput Picture(ReferenceRole role) => ImageInput.FromBytes(SamplePictures.Png()).As(role);
}
