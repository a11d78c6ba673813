using System.Reflection;

namespace GptImage.Sdk.Tests;

public sealed class RulesTests
{
    private static IReadOnlyList<Rule> All { get; } =
        [.. typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (Rule)property.GetValue(null)!)];

    [Fact]
    public void All_Ids_AreUnique() => Assert.Equal(All.Count, All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void All_Ids_AreSmallLettersAndHyphens() =>
        Assert.All(All, rule => Assert.Matches("^[a-z]+(-[a-z]+)+$", rule.Id));

    [Fact]
    public void All_Rules_SayWhereTheyComeFrom() => Assert.All(All, rule => Assert.NotEmpty(rule.Source));

    [Fact]
    public void All_WhatRestsOnThirdPartiesAlone_IsAWarning() =>
        Assert.All(
            All.Where(rule => rule.Source.StartsWith("third-party", StringComparison.Ordinal)),
            rule => Assert.Equal(FindingSeverity.Warning, rule.Severity));
}
