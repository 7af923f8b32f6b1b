using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>What the program is started for.</summary>
internal abstract record Errand
{
    public sealed record Serve : Errand;

    /// <summary>Bring the database to the current schema, then end.</summary>
    public sealed record Migrate : Errand;

    /// <summary>Make an Admin, print a link to choose the password by, then end.</summary>
    public sealed record CreateAdmin(string Email) : Errand;

    /// <summary>Issue an API key, print it once, then end.</summary>
    public sealed record CreateApiKey(string Name, AccountRole Role) : Errand;
}

/// <summary>The command line, taken apart.</summary>
/// <param name="Settings">The arguments that are settings, for the configuration.</param>
internal sealed record Commands(string[] Settings, Errand Errand)
{
    private const string Migrate = "--migrate";
    private const string CreateAdmin = "--create-admin";
    private const string CreateApiKey = "--create-api-key";
    private const string Role = "--role";

    /// <exception cref="SettingsException">A command that does not exist, or lacks its values.</exception>
    public static Commands From(string[] args)
    {
        if (args is [var first, ..] && !first.StartsWith('-') && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal))
            throw new SettingsException($"There is no command '{first}'. Start without one to serve; the README lists the others.");

        var rest = args.ToList();
        Errand errand = new Errand.Serve();
        if (rest.Remove(Migrate))
            errand = new Errand.Migrate();
        if (Take(rest, CreateAdmin) is { } email)
            errand = new Errand.CreateAdmin(email);
        if (Take(rest, CreateApiKey) is { } name)
            errand = new Errand.CreateApiKey(name, RoleOf(Take(rest, Role)));
        return new([.. rest], errand);
    }

    private static string? Take(List<string> args, string option)
    {
        var index = args.IndexOf(option);
        if (index < 0)
            return null;
        if (index + 1 == args.Count || args[index + 1].StartsWith('-'))
            throw new SettingsException($"'{option}' needs a value after it.");
        var value = args[index + 1];
        args.RemoveRange(index, 2);
        return value;
    }

    private static AccountRole RoleOf(string? text) =>
        Enum.TryParse<AccountRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsDigit(text![0])
            ? role
            : throw new SettingsException($"'{Role} {text}' names no role. Roles are {string.Join(", ", Enum.GetNames<AccountRole>())}.");
}
