namespace Personalize.Web.Accounts;

/// <summary>Where to go after signing in: only ever to a page of our own.</summary>
internal static class LocalAddress
{
    public const string Default = "/";

    /// <param name="address">From the query, so anybody's.</param>
    /// <returns>The address when it is a path of ours, or the start page.</returns>
    /// <remarks>Browsers read "\" as "/" and skip tabs and line breaks, so "/\evil" and "/⇥/evil" would leave us.</remarks>
    public static string Or(string? address) =>
        address is ['/', ..] and not ['/', '/', ..]
        && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : Default;
}
