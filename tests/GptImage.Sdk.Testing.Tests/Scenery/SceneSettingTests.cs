namespace GptImage.Sdk.Testing.Tests.Scenery;

public sealed class SceneSettingTests
{
    [Theory]
    [InlineData("A kitchen table with a mug", "Room", "Day")]
    [InlineData("A mug on the beach at sunset", "Sea", "Dusk")]
    [InlineData("A night market with paper lanterns by a river", "City", "Night")]
    [InlineData("Mia climbs the stairs of the lighthouse", "Room", "Day")]
    [InlineData("A lighthouse at dawn", "Sea", "Dawn")]
    [InlineData("A blue car", "City", "Day")]
    [InlineData("A house in the hills", "Hills", "Day")]
    [InlineData("A cat before a plain white background", "Plain", "Day")]
    public void Read_Scene_FindsPlaceAndTime(string scene, string place, string time)
    {
        var setting = SceneSetting.Read(PromptReading.Read(scene), new SeededRandom(scene, 0));

        Assert.Equal((place, time, true), (setting.Place.ToString(), setting.Time.ToString(), setting.IsNamed));
    }

    [Fact]
    public void Read_NoPlaceNamed_IsLeftToChance() =>
        Assert.False(SceneSetting.Read(PromptReading.Read("Something abstract"), new SeededRandom("x", 0)).IsNamed);
}
