using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A PostgreSQL of the tests' own: data in a temporary folder, a free port of loopback, gone when the tests end, however they
/// end.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Script =
        """
        "$@" </dev/null &
        server=$!
        read -r signal || signal=QUIT
        kill -"$signal" "$server"
        wait "$server"
        """;

    private readonly string _folder;
    private readonly string _programs;
    private readonly int _port;
    private Process? _process;
    private int _databases;

    private PostgreSqlServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        _port = port;
    }

    /// <summary>Gets why there is no server, with the command that installs one; <see langword="null"/> when it is installed.</summary>
    public static string? MissingReason => FindPrograms() is null
        ? "PostgreSQL is not installed. On Debian: apt-get install -y --no-install-recommends postgresql"
        : null;

    /// <summary>Makes and starts a server.</summary>
    public static async Task<PostgreSqlServer> StartNewAsync()
    {
        string programs = FindPrograms() ?? throw new InvalidOperationException(MissingReason);
        string folder = Directory.CreateTempSubdirectory("gptimage-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        PostgreSqlServer server = new(folder, programs, FindPort());
        await RunAsync(
            [
                .. AsUser(), Path.Combine(programs, "initdb"), "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale", "C", "--no-sync",
            ]);
        await server.StartAsync();
        return server;
    }

    /// <summary>Gets the connection string of a database.</summary>
    public string ConnectionTo(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;Timeout=5;Maximum Pool Size=40");

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionTo("postgres") + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand($"create database {name} template template0");
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    /// <summary>Starts the server, also after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        ProcessStartInfo start = new("sh") { RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] arguments =
        [
            "-c", Script, "sh", .. AsUser(), Path.Combine(_programs, "postgres"), "-D", Data,
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "max_connections=200",
            "-p", _port.ToString(CultureInfo.InvariantCulture),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> log = [];
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Add(line.Data ?? "");
                if (line.Data is null)
                {
                    ready.TrySetException(new InvalidOperationException("PostgreSQL did not start: " + string.Join('\n', log)));
                }
                else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
                {
                    ready.TrySetResult();
                }
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
        await ready.Task;
    }

    /// <summary>Stops the server; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            await process.StandardInput.WriteLineAsync("INT");
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            // Nobody needs the data any more, so they are not written to the disk.
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindPrograms() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
        .Select(version => Path.Combine(version, "bin"))
        .OrderDescending()
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static int FindPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(params string[] command)
    {
        ProcessStartInfo start =
            new(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed: {await output}{error}");
        }
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>A server refuses root.</summary>
    private static string[] AsUser() => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        : [];
}
