using GptImage.Cli;

using Interruption interruption = Interruption.Watch(Console.Error.WriteLine);
return await CommandLine.RunAsync(args, CliContext.FromProcess(interruption)).ConfigureAwait(false);
