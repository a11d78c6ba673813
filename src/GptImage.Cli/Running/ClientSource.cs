using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Makes clients. A key comes from the environment or from a file, never from the command line, where everybody on the machine
/// could read it.</summary>
internal static class ClientSource
{
    private const int MaxKeyBytes = 16 * 1024;

    /// <exception cref="CliException">The key file cannot be used, or an address is none.</exception>
    public static GptImageClientOptions CreateOptions(string? keyFile, string? baseAddress, TimeProvider time)
    {
        GptImageClientOptions options = new() { TimeProvider = time };
        if (keyFile is not null)
        {
            options.ApiKey = ReadKey(keyFile);
        }

        if (baseAddress is not null)
        {
            options.BaseAddress = Uri.TryCreate(baseAddress, UriKind.Absolute, out Uri? address)
                ? address
                : throw new CliException(
                    ExitCode.Usage, $"'{baseAddress}' is not an absolute address. Write one such as https://api.openai.com/v1.");
        }

        try
        {
            EnvironmentOptions.Fill(options);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.Usage, ErrorText.ForUser(exception), exception);
        }

        return options;
    }

    /// <exception cref="CliException">There is no key, or an address or key is wrong.</exception>
    public static GptImageClient Create(GptImageClientOptions options, HttpMessageHandler? handler = null)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            throw new CliException(
                ExitCode.Key,
                "There is no key. Set the environment variable OPENAI_API_KEY (on Azure AZURE_OPENAI_API_KEY), or name a file with "
                + "--key-file. Nothing was sent.");
        }

        if (OptionsCheck.KeyProblem(options.ApiKey) is not null)
        {
            throw new CliException(
                ExitCode.Key,
                "The key has a line break, a space or a character beyond ASCII. Copy it again; it is one word. Nothing was sent.");
        }

        return CreateChecked(options, handler);
    }

    /// <exception cref="CliException">An address is wrong.</exception>
    public static GptImageClient CreateOffline(GptImageClientOptions options)
    {
        options.ApiKey = "unused";
        return CreateChecked(options, handler: null);
    }

    private static GptImageClient CreateChecked(GptImageClientOptions options, HttpMessageHandler? handler)
    {
        try
        {
            return new GptImageClient(options, handler);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.Usage, ErrorText.ForUser(exception), exception);
        }
    }

    private static string ReadKey(string path)
    {
        try
        {
            using FileStream file = new(
                TypedFile.Require(path, ExitCode.Key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(file);
            char[] text = new char[MaxKeyBytes + 1];
            int length = reader.ReadBlock(text);
            string key = new string(text, 0, Math.Min(length, MaxKeyBytes)).Trim();
            return length > MaxKeyBytes
                ? throw new CliException(ExitCode.Key, $"The key file '{path}' is longer than 16 KB, so it holds no key. Nothing was sent.")
                : key.Length > 0 ? key
                : throw new CliException(ExitCode.Key, $"The key file '{path}' is empty. Nothing was sent.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(
                ExitCode.Key, $"The key file cannot be read: {ErrorText.ForUser(exception).TrimEnd('.')}. Nothing was sent.", exception);
        }
    }
}
