using GptImage.Cli;

using Interruption interruption = Interruption.Watch(line => ErrorOutput.TryWriteLine(Console.Error, line));
return await CommandLine.RunAsync(args, CliContext.FromProcess(interruption)).ConfigureAwait(false);
