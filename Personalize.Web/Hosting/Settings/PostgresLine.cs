using System.Net;
using Npgsql;

namespace Personalize.Web.Hosting.Settings;

/// <summary>
/// The way to PostgreSQL. Customers' data and the database's password must not cross a network in the clear, nor to somebody who
/// only claims to be the server: outside development it must be encrypted and proved unless it stays on this machine.
/// </summary>
internal static class PostgresLine
{
    /// <exception cref="SettingsException">The connection string leads to another machine without proof of which.</exception>
    public static void Require(string connectionString)
    {
        var connection = Parsed(connectionString);
        if (connection.SslMode == SslMode.VerifyFull)
            return;
        var afar = (connection.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(host => !IsHere(host));
        if (afar is null)
            return;
        throw new SettingsException(
            $"Setting '{DatabaseLocation.ConnectionKey}' leads to '{afar}' with SSL Mode={connection.SslMode}, by which others on the way may read "
            + "along or answer in its place. Add 'SSL Mode=VerifyFull', and 'Root Certificate=PATH' where the authority is your own.");
    }

    // The text may hold a password, so no message repeats it.
    private static NpgsqlConnectionStringBuilder Parsed(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new SettingsException(
                $"Setting '{DatabaseLocation.ConnectionKey}' is no connection string of PostgreSQL: {wrong.Message}", wrong);
        }
    }

    /// <summary>A folder is that of a socket; a port may follow a name.</summary>
    private static bool IsHere(string host)
    {
        if (host.StartsWith('/') || host.StartsWith('@'))
            return true;
        if (IPEndPoint.TryParse(host, out var end))
            return IPAddress.IsLoopback(end.Address);
        return host.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }
}
