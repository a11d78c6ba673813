using System.Diagnostics;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Eight processes that save what they buy under one name: each picture has a file of its own.</summary>
[Trait("Category", "Heavy")]
public sealed class OneNameTests
{
    private const int Processes = 8;
    private const int PicturesEach = 5;

    private static readonly byte[][] Answers = [Pictures.Png(64, 48), Pictures.Png(48, 64), Pictures.Png(1, 1)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Seeds))]
    public async Task SaveAsync_EightProcessesUnderOneName_LeaveAsManyFilesAsPurchases(int seed)
    {
        using Scratch scratch = new();
        SeededNumbers numbers = new(seed);
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerAsync(
            200, "application/json",
            System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Answers[numbers.Next(0, Answers.Length - 1)]))));
        Process[] hosts =
            [.. Enumerable.Range(0, Processes).Select(_ => JobHost.StartFiles(server.BaseAddress, scratch.Folder, PicturesEach))];
        List<string> told = [];
        foreach (Process host in hosts)
        {
            using (host)
            {
                told.AddRange((await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries));
                await host.WaitForExitAsync(TestContext.Current.CancellationToken);
                string errors = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
                Assert.Equal((0, ""), (host.ExitCode, errors));
            }
        }

        Assert.Equal(Processes * PicturesEach, server.Requests.Count);
        Assert.Equal(
            told.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(scratch.Folder).Order(StringComparer.Ordinal));
        Assert.Equal(server.Requests.Count, told.Distinct().Count());
    }
}
