namespace Personalize.Web.Accounts.Provider;

/// <summary>What this server proves itself to the provider with.</summary>
internal static class ProviderSecret
{
    public static string Of(ProviderOptions options) => options.ClientSecret ?? Read(options.ClientSecretFile!);

    /// <returns>Why the file cannot be used, as the end of a sentence; null when it can.</returns>
    public static string? FaultOf(string path)
    {
        try
        {
            return Read(path).Length == 0 ? "which is empty." : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return $"which cannot be read: {missing.Message}";
        }
    }

    private static string Read(string path) => File.ReadAllText(path).TrimEnd('\r', '\n');
}
