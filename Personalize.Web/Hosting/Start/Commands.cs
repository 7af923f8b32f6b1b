using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>What the command line asks for besides settings.</summary>
/// <param name="Settings">The arguments that are settings, for the configuration.</param>
/// <param name="MigrateOnly">Bring the database to the current schema, then end.</param>
internal sealed record Commands(string[] Settings, bool MigrateOnly)
{
    private const string Migrate = "--migrate";

    /// <exception cref="SettingsException">A command that does not exist.</exception>
    public static Commands From(string[] args)
    {
        if (args is [var first, ..] && !first.StartsWith('-') && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal))
        {
            throw new SettingsException(
                $"There is no command '{first}'. Start without one to serve, or with {Migrate} to update the database and stop.");
        }

        return new([.. args.Where(argument => argument != Migrate)], args.Contains(Migrate));
    }
}
