using Microsoft.AspNetCore.Authentication;

namespace Personalize.Web.Accounts.Provider;

/// <summary>Makes the address at the provider where somebody is to say who they are.</summary>
internal sealed partial class ProviderStart(ILogger<ProviderStart> log)
{
    private const string LinkKey = "link";

    /// <param name="back">Where to go afterwards; anybody's, so only followed within our pages.</param>
    public Task<string?> ToSignInAsync(HttpContext context, string? back) =>
        AddressAsync(context, new AuthenticationProperties { RedirectUri = LocalAddress.Or(back) });

    /// <summary>What they are there becomes linked to the account that is signed in by this session.</summary>
    public Task<string?> ToLinkAsync(HttpContext context, Guid session) => AddressAsync(
        context, new AuthenticationProperties { RedirectUri = LocalAddress.Default, Items = { [LinkKey] = session.ToString() } });

    /// <param name="properties">As they come back, sealed by us on the way out.</param>
    /// <returns>The session that asked to be linked; null when it is about signing in.</returns>
    public static Guid? LinkIn(AuthenticationProperties properties) =>
        Guid.TryParse(properties.Items.TryGetValue(LinkKey, out var session) ? session : null, out var id) ? id : null;

    /// <returns>Null when the provider cannot be asked for it.</returns>
    private async Task<string?> AddressAsync(HttpContext context, AuthenticationProperties properties)
    {
        try
        {
            await context.ChallengeAsync(ProviderFeature.Scheme, properties);
        }
        catch (InvalidOperationException unreachable)
        {
            LogUnreachable(CauseOf(unreachable));
            return null;
        }

        // The caller decides whether to go there at once.
        var address = context.Response.Headers.Location.ToString();
        context.Response.Headers.Location = default;
        context.Response.StatusCode = StatusCodes.Status200OK;
        return address;
    }

    // The framework's own messages begin with a number, and repeat what the other side has written.
    private static string CauseOf(Exception failure)
    {
        var cause = failure.GetBaseException();
        return cause.Message.StartsWith("IDX", StringComparison.Ordinal) ? cause.GetType().Name : cause.Message;
    }

    [LoggerMessage(820, LogLevel.Error, "The sign-in provider cannot be asked: {Reason}")]
    private partial void LogUnreachable(string reason);
}
