using System.Data.Common;
using Personalize.Data;

namespace Personalize.Web.Hosting.Settings;

/// <summary>Where the data lives, worked out from the configuration before anything is built.</summary>
/// <param name="DataFolder">Absolute path.</param>
internal sealed record DatabaseLocation(DatabaseKind Kind, string ConnectionString, string DataFolder)
{
    public const string ConnectionName = "Personalize";
    public const string ConnectionKey = "ConnectionStrings:" + ConnectionName;
    private const string SqliteFile = "personalize.db";

    /// <exception cref="SettingsException">PostgreSQL without a connection string, or one that cannot be parsed.</exception>
    public static DatabaseLocation From(IConfiguration configuration, PersonalizeOptions options, string contentRoot)
    {
        var folder = Path.GetFullPath(Path.Combine(contentRoot, options.DataFolder));
        var given = configuration.GetConnectionString(ConnectionName);
        if (!string.IsNullOrWhiteSpace(given))
            return new(options.Database, Parsed(given), folder);
        if (options.Database == DatabaseKind.Postgres)
        {
            throw new SettingsException(
                $"Setting '{ConnectionKey}' is missing. Personalize:Database is Postgres, which needs one such as "
                + "'Host=localhost;Database=personalize;Username=personalize;Password=...'.");
        }

        var connection = new DbConnectionStringBuilder { ["Data Source"] = Path.Combine(folder, SqliteFile) };
        return new(options.Database, connection.ConnectionString, folder);
    }

    /// <exception cref="SettingsException">The folder cannot be made.</exception>
    public void CreateDataFolder()
    {
        try
        {
            // Customers' data and the keys: for the account that runs the server alone. Windows hands down who may read.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(DataFolder);
            else
                Directory.CreateDirectory(DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"Setting 'Personalize:DataFolder' points to '{DataFolder}', which cannot be created: {refused.Message}", refused);
        }
    }

    // The text may hold a password, so the message never repeats it.
    private static string Parsed(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new SettingsException(
                $"Setting '{ConnectionKey}' cannot be read as a connection string: expected 'Key=Value' pairs separated by ';'.", wrong);
        }
    }
}
