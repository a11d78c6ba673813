using Fleet;
using GptImage.Sdk;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;
using Hangfire;

// A catalogue bought by as many processes as you start, on one machine or on many. See README.md for a PostgreSQL.
//   export ConnectionStrings__Fleet='Host=127.0.0.1;Database=fleet;Username=fleet;Password=fleet'
//   dotnet run --project examples/Fleet -- submit [--order NAME] [--count 200]
//   dotnet run --project examples/Fleet -- work [--out DIR] [--live]      (in as many terminals as you like; Ctrl+C, kill, start again)
//   dotnet run --project examples/Fleet -- watch [--order NAME]           (ends with the order; Hangfire's dashboard beside it)
string order = ValueOf("--order", "catalogue");
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [] });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls(ValueOf("--urls", "http://127.0.0.1:0"));
using FleetServices services = FleetServices.Add(builder, args.Contains("--live"), ValueOf("--out", "out/fleet"));
if (args.Contains("work"))
{
    builder.Services.AddGptImageWorker(worker => worker.MaxConcurrency = 4);
}

await using WebApplication app = builder.Build();
app.UseHangfireDashboard("/hangfire"); // Hangfire shows it to callers of this machine only.
app.MapGet("/", () => TypedResults.Redirect("/hangfire"));
ImageFleet fleet = app.Services.GetRequiredService<ImageFleet>();
if (args.Contains("work"))
{
    Console.WriteLine("This worker buys what is ordered until Ctrl+C; what it has begun it finishes.");
    await app.RunAsync();
    return 0;
}

try
{
    await app.StartAsync();
    if (args.Contains("submit"))
    {
        ImageOrder submitted = await fleet.SubmitAsync(
            order, Catalogue.Create(int.Parse(ValueOf("--count", "200"), System.Globalization.CultureInfo.InvariantCulture)),
            new ImageOrderOptions { SpendLimit = 20m });
        Console.WriteLine($"{submitted.Id} has {submitted.Count} pictures; submitting it again adds none.");
    }
    else
    {
        Console.WriteLine($"Hangfire's dashboard: {app.Urls.First()}/hangfire");
        return await Terminal.WatchAsync(fleet, order, app.Lifetime.ApplicationStopping);
    }

    await app.StopAsync();
    return 0;
}
catch (GptImageException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

string ValueOf(string name, string usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault(usual);
