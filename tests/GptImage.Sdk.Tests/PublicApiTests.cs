using System.Reflection;
using System.Runtime.CompilerServices;

namespace GptImage.Sdk.Tests;

public sealed class PublicApiTests
{
    private static Type[] Types { get; } = typeof(GptImageClient).Assembly.GetExportedTypes();

    private static IEnumerable<MethodInfo> Methods => Types
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName);

    [Fact]
    public void AsyncMethods_EndInAsync()
    {
        Assert.All(Methods.Where(IsAsync), method => Assert.EndsWith("Async", method.Name, StringComparison.Ordinal));
        Assert.All(
            Methods.Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != "DisposeAsync"),
            method => Assert.True(IsAsync(method), method.Name));
    }

    [Fact]
    public void AsyncMethods_TakeAnOptionalTokenLast() => Assert.All(
        Methods.Where(method => IsAsync(method) && method.Name != "DisposeAsync"),
        method =>
        {
            ParameterInfo last = method.GetParameters()[^1];
            Assert.Equal((typeof(CancellationToken), "cancellationToken", true), (last.ParameterType, last.Name, last.IsOptional));
            Assert.Single(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
        });

    [Fact]
    public void Exceptions_ShareTheirBase()
    {
        Assert.All(
            Types.Where(type => type.IsSubclassOf(typeof(Exception)) && type != typeof(GptImageCanceledException)),
            type => Assert.True(type.IsAssignableTo(typeof(GptImageException)), type.Name));
        Assert.True(typeof(GptImageException).IsAbstract);
    }

    [Fact]
    public void Client_HasExactlyItsVerbs() =>
        Assert.Equal(
            ["Explain", "GenerateAsync", "GenerateToFilesAsync", "StreamAsync", "StreamToFilesAsync"],
            typeof(IGptImageClient).GetMembers().Select(member => member.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Types_StandInOneNamespace() =>
        Assert.All(
            Types.Where(type => type.Namespace != "GptImage.Sdk"),
            type => Assert.Equal("Microsoft.Extensions.DependencyInjection.GptImageServiceCollectionExtensions", type.FullName));

    [Fact]
    public void Types_NotMadeForInheritance_AreSealed() =>
        Assert.All(
            Types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false }),
            type => Assert.True(type == typeof(GptImageApiException), type.Name));

    [Fact]
    public void Properties_HaveNoSetters_ButForOptions() =>
        Assert.All(
            Types.Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal))
                .SelectMany(
                    type =>
                    type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                    .Where(property => property.SetMethod is { IsPublic: true }),
            property => Assert.Contains(typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));

    [Fact]
    public void Structs_AreReadOnly() =>
        Assert.All(
            Types.Where(type => type is { IsValueType: true, IsEnum: false }),
            type => Assert.True(type.IsDefined(typeof(IsReadOnlyAttribute)), type.Name));

    private static bool IsAsync(MethodInfo method) =>
        method.ReturnType.IsAssignableTo(typeof(Task))
        || method.ReturnType == typeof(ValueTask)
        || (method.ReturnType.IsGenericType
            && (method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>)
            || method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
}
