using Microsoft.AspNetCore.Authorization;
using Personalize.Data.Accounts;

namespace Personalize.Web.Access;

/// <summary>That the caller must have a right.</summary>
internal sealed record RightRequirement(Right Right) : IAuthorizationRequirement;

internal sealed class RightHandler : AuthorizationHandler<RightRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (ActorClaims.ActorOf(context.User, ActionSource.Page, requestId: null)?.May(requirement.Right) == true)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
