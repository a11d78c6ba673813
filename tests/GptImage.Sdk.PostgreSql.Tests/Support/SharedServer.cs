using GptImage.Sdk.PostgreSql.Tests;

[assembly: AssemblyFixture(typeof(ServerFixture))]
[assembly: CaptureConsole]
