using GptImage.Sdk.FleetHost;

// A worker process of a fleet, for tests that kill it ("work", or "bare" without ledger; see WorkerArguments), or
// "fleet-kills" with the number of purchases, of kills, and a seed: a program that kills workers and counts afterwards, or
// "fleet-many" with the number of requests: a program that submits a long order and measures.
if (args is ["fleet-kills", ..])
{
    return await FleetKills.RunAsync(args[1..]);
}

if (args is ["fleet-many", ..])
{
    return await FleetMany.RunAsync(args[1..]);
}

await Worker.RunAsync(WorkerArguments.Read(args));
return 0;
