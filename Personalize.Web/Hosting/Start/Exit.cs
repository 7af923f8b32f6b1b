using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>How the program ends when it cannot start: in words, without a stack trace, and with a code scripts can read.</summary>
internal static class Exit
{
    public const int Success = 0;
    private const int CannotListen = 1;
    private const int WrongSettings = 2;

    /// <returns>Whether the failure is one that the person who started the program can mend.</returns>
    public static bool IsExplained(Exception failure) =>
        failure is SettingsException or OptionsValidationException or UnfitDatabaseException or IOException { InnerException: AddressInUseException };

    public static int With(Exception failure)
    {
        var (code, words) = failure switch
        {
            OptionsValidationException wrong => (WrongSettings, string.Join(Environment.NewLine, wrong.Failures)),
            IOException => (CannotListen, failure.Message + " Is it running already? Choose another address with --urls."),
            _ => (WrongSettings, failure.Message),
        };
        Console.Error.WriteLine("Personalize cannot start.");
        Console.Error.WriteLine(words);
        return code;
    }
}
