using Personalize.Data.Accounts;

namespace Personalize.Web.Access;

internal static class AccessRoutes
{
    public static TBuilder RequireRight<TBuilder>(this TBuilder route, Right right)
        where TBuilder : IEndpointConventionBuilder => route.RequireAuthorization(new RequiresRightAttribute(right));
}
