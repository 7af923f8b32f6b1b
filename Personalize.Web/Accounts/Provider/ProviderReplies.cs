using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Provider;

/// <summary>What comes back from the provider: looked at more closely than the framework does, and answered in plain words.</summary>
internal sealed partial class ProviderReplies(ProviderArrival arrival, IncidentTally incidents, ILogger<ProviderReplies> log)
    : OpenIdConnectEvents
{
    private const int LongestCode = 40;

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (context.Request.Query.Any(parameter => parameter.Value.Count > 1))
            context.Fail(new SecurityTokenException("The reply says something twice."));

        // RFC 9207: a reply of another provider must not be taken for one of this.
        else if (context.ProtocolMessage.Iss is { } issuer ? issuer != metadata.Issuer : metadata.AuthorizationResponseIssParameterSupported)
            context.Fail(new SecurityTokenInvalidIssuerException("The reply is by another provider, or does not say by which."));
    }

    /// <summary>Everything has been checked.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(await arrival.ReceiveAsync(
            context.HttpContext, context.Principal!, context.Properties!, context.ReturnUri, context.HttpContext.RequestAborted));
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(ProviderProblems.PlaceOf(ProviderProblem.Refused, context.Properties));
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var problem = ProviderProblems.Of(context.Failure);
        incidents.Add(ProviderProblems.IncidentOf(problem, context.HttpContext));
        LogRefused(problem, CauseOf(context.Failure), Callers.NetworkOf(context.HttpContext));
        context.HandleResponse();
        context.Response.Redirect(ProviderProblems.PlaceOf(problem, context.Properties));
        return Task.CompletedTask;
    }

    // Not the messages: they hold what the provider, or whoever plays it, has written.
    private static string CauseOf(Exception? failure)
    {
        var cause = failure?.GetBaseException();
        var code = cause?.Data["error"] as string;
        return code is { Length: > 0 and <= LongestCode } && code.All(letter => char.IsAsciiLetter(letter) || letter == '_')
            ? code
            : cause?.GetType().Name ?? "no reason";
    }

    [LoggerMessage(821, LogLevel.Warning, "A reply of the sign-in provider was refused as {Problem} ({Cause}); it came from {Network}")]
    private partial void LogRefused(ProviderProblem problem, string cause, string network);
}
