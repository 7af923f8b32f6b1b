using Microsoft.AspNetCore.Authorization;
using Personalize.Data.Accounts;

namespace Personalize.Web.Access;

/// <summary>Lets in only who has the right. Each page has one; routes say the same with <see cref="AccessRoutes.RequireRight"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresRightAttribute(Right right) : AuthorizeAttribute(right.ToString())
{
    public Right Right => right;
}
