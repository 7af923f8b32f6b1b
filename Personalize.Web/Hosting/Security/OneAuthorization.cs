using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting.Security;

/// <summary>
/// Refuses requests that say twice who they are from. Something in front of us may have believed the one, and we the other.
/// </summary>
internal sealed class OneAuthorization(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.Request.Headers.Authorization.Count <= 1
        ? next(context)
        : Problem.Of(
            StatusCodes.Status400BadRequest, "authorization_twice",
            "The Authorization header is there more than once. Send it once.").ExecuteAsync(context);
}
