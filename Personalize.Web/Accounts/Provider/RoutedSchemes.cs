using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Accounts.Provider;

/// <summary>
/// The framework would answer whatever comes from the provider ahead of everything else: before the limits on callers, and before
/// it is known who is signed in. Here it is a route like any other, <see cref="ProviderRoutes.Callback"/>.
/// </summary>
internal sealed class RoutedSchemes(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        Task.FromResult(Enumerable.Empty<AuthenticationScheme>());
}
