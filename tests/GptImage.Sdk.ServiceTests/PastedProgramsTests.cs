using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Compiles the programs of the pages as a new console project would: with its implicit usings, the packages and nothing else.
/// The build of the repository (<c>.ci/run</c>) pastes and runs the first one on both frameworks.</summary>
[Trait("Category", "Heavy")]
public class PastedProgramsTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/GptImage.Sdk/README.md")]
    [InlineData("src/GptImage.Sdk.Testing/README.md")]
    public void Page_Program_CompilesWhenPasted(string page)
    {
        // C# 12 is the language of a new project for .NET 8.
        CSharpParseOptions language = new(LanguageVersion.CSharp12);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CSharpCompilation program = CSharpCompilation.Create(
            "Pasted",
            [
                CSharpSyntaxTree.ParseText(ImplicitUsings, language, cancellationToken: cancellationToken),
                CSharpSyntaxTree.ParseText(ProgramOf(page), language, cancellationToken: cancellationToken),
            ],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Equal(
            [],
            program.GetDiagnostics(cancellationToken).Where(finding => finding.Severity > DiagnosticSeverity.Hidden)
                .Select(finding => $"{finding}"));
    }

    private static string ProgramOf(string page)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf(page));
        int start = Array.IndexOf(lines, "```csharp") + 1;
        Assert.StartsWith("using GptImage.Sdk;", lines[start], StringComparison.Ordinal);
        return string.Join('\n', lines[start..Array.IndexOf(lines, "```", start)]);
    }

    /// <summary>Takes the platform, and of the tests' own assemblies those that the two packages bring.</summary>
    private static IEnumerable<PortableExecutableReference> References() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) != AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))
            .Append(typeof(GptImageClient).Assembly.Location)
            .Append(typeof(Testing.FakeGptImageService).Assembly.Location)
            .Select(file => MetadataReference.CreateFromFile(file));
}
