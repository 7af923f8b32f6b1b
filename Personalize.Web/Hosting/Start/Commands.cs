using Personalize.Data.Accounts;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>What the program is started for.</summary>
internal abstract record Errand
{
    public sealed record Serve : Errand;

    /// <summary>Say what the program can be started for, then end.</summary>
    public sealed record Help : Errand;

    /// <summary>Bring the database to the current schema, then end.</summary>
    public sealed record Migrate : Errand;

    /// <summary>Make an Admin, print a link to choose the password by, then end.</summary>
    public sealed record CreateAdmin(string Email) : Errand;

    /// <summary>Write a certificate that seals the key ring, then end. It needs no setting, as no setting works without it.</summary>
    public sealed record CreateKeyCertificate(string Path) : Errand;

    /// <summary>Go on with the audit trail after the keys that open its secret are lost, then end.</summary>
    public sealed record ReplaceAuditSecret : Errand;

    /// <summary>Issue an API key, print it once, then end.</summary>
    /// <param name="Scopes">Rights of the role that the key is narrowed to; empty for all of them.</param>
    public sealed record CreateApiKey(string Name, AccountRole Role, IReadOnlyList<Right> Scopes) : Errand;
}

/// <summary>The command line, taken apart.</summary>
/// <param name="Settings">The arguments that are settings, for the configuration.</param>
internal sealed record Commands(string[] Settings, Errand Errand)
{
    private const string Help = "--help";
    private const string Migrate = "--migrate";
    private const string CreateAdmin = "--create-admin";
    private const string CreateApiKey = "--create-api-key";
    private const string Role = "--role";
    private const string Scope = "--scope";

    public static IReadOnlyList<string> Words { get; } =
    [
        "Without a command, Personalize serves. Commands do one thing, beside a running server or without one, and end:",
        Word($"{CreateAdmin} EMAIL", "make an Admin, print the link to choose a password by"),
        Word($"{CreateApiKey} NAME {Role} ROLE [{Scope} A,B]", "issue an API key, print it once"),
        Word($"{KeyCertificate.CreateCommand} FILE", "write a certificate that seals the keys"),
        Word(Migrate, "bring the database to the current schema"),
        Word(AuditSecrets.ReplaceCommand, "go on with the audit trail after its keys were lost"),
        "Settings, as --urls http://localhost:5080, are listed in README.md. Give commands the settings of the server.",
    ];

    /// <exception cref="SettingsException">A command that does not exist, or lacks its values.</exception>
    public static Commands From(string[] args)
    {
        if (args is [var first, ..] && !first.StartsWith('-') && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal))
            throw new SettingsException($"There is no command '{first}'. Start without one to serve; the README lists the others.");

        var rest = args.ToList();
        Errand errand = new Errand.Serve();
        if (rest.Remove(Help))
            return new([], new Errand.Help());
        if (rest.Remove(Migrate))
            errand = new Errand.Migrate();
        if (rest.Remove(AuditSecrets.ReplaceCommand))
            errand = new Errand.ReplaceAuditSecret();
        if (Take(rest, CreateAdmin) is { } email)
            errand = new Errand.CreateAdmin(email);
        if (Take(rest, CreateApiKey) is { } name)
            errand = new Errand.CreateApiKey(name, RoleOf(Take(rest, Role)), ScopesOf(Take(rest, Scope)));
        if (Take(rest, KeyCertificate.CreateCommand) is { } path)
            errand = new Errand.CreateKeyCertificate(path);
        return new([.. rest], errand);
    }

    private static string Word(string command, string meaning) => $"  {command,-48} {meaning}";

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

    private static List<Right> ScopesOf(string? text)
    {
        if (text is null)
            return [];
        return ApiKeyRules.TryParse(text, out var scopes, out var unknown)
            ? scopes
            : throw new SettingsException($"'{Scope} {text}': '{unknown}' is no right. Rights are {string.Join(", ", Enum.GetNames<Right>())}.");
    }

    private static AccountRole RoleOf(string? text) =>
        Enum.TryParse<AccountRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsDigit(text![0])
            ? role
            : text is null ? throw new SettingsException($"'{CreateApiKey}' needs '{Role}' and one of {string.Join(", ", Enum.GetNames<AccountRole>())}.")
            : throw new SettingsException($"'{Role} {text}' names no role. Roles are {string.Join(", ", Enum.GetNames<AccountRole>())}.");
}
