using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Demo;
using Personalize.Web.Hosting;
using Personalize.Web.Import;
using Personalize.Web.Import.Running;
using Personalize.Web.Recommendations.Replay;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Audit;

/// <summary>Whatever a page or a route lets pass, the handler asks for the right itself.</summary>
public sealed class HandlersDemandTests(HandlersDemandTests.Server server) : IClassFixture<HandlersDemandTests.Server>
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private static readonly Dictionary<string, (Right Right, Func<PersonalizeApp, Actor, Task> Do)> Handlers = new(StringComparer.Ordinal)
    {
        ["page of customers"] = (Right.ViewCustomers, (app, actor) => Customers(app).PageAsync(actor, new(), CustomerSort.CustomerId, SortOrder.Ascending, 0, 1, Never)),
        ["customers by number"] = (Right.ViewCustomers, (app, actor) => Customers(app).AfterAsync(actor, 0, 1, Never)),
        ["customer"] = (Right.ViewCustomers, (app, actor) => Customers(app).FindAsync(actor, 1, Never)),
        ["customer by key"] = (Right.ViewCustomers, (app, actor) => Customers(app).FindByKeyAsync(actor, "C", Never)),
        ["numbers of customers"] = (Right.ViewRecommendations, (app, actor) => Customers(app).NumbersAfterAsync(actor, 0, 1, Never)),
        ["served list"] = (Right.ViewRecommendations, (app, actor) => app.Get<ServedListArchive>().FindAsync(actor, Guid.Empty, Never)),
        ["served lists"] = (Right.ViewRecommendations, (app, actor) => app.Get<ServedListArchive>().NewestAsync(actor, 1, 1, Never)),
        ["replay"] = (Right.ViewRecommendations, (app, actor) => app.Get<ServedListArchive>().ReplayAsync(actor, Guid.Empty, Never)),
        ["many customers"] = (Right.ViewCustomers, (app, actor) => Customers(app).FindManyAsync(actor, [1], Never)),
        ["delete customer in a version"] = (Right.EditCustomers, (app, actor) => Customers(app).DeleteAsync(actor, int.MaxValue, Guid.Empty, Never)),
        ["filter by gender"] = (Right.ViewPersonalData, (app, actor) => Customers(app).PageAsync(actor, new() { Gender = "F" }, CustomerSort.CustomerId, SortOrder.Ascending, 0, 1, Never)),
        ["filter by age"] = (Right.ViewPersonalData, (app, actor) => Customers(app).PageAsync(actor, new() { MinAge = 18 }, CustomerSort.CustomerId, SortOrder.Ascending, 0, 1, Never)),
        ["filter by greatest age"] = (Right.ViewPersonalData, (app, actor) => Customers(app).PageAsync(actor, new() { MaxAge = 18 }, CustomerSort.CustomerId, SortOrder.Ascending, 0, 1, Never)),
        ["sort by age"] = (Right.ViewPersonalData, (app, actor) => Customers(app).PageAsync(actor, new(), CustomerSort.Age, SortOrder.Ascending, 0, 1, Never)),
        ["create customer"] = (Right.EditCustomers, (app, actor) => Customers(app).CreateAsync(actor, new(), Never)),
        ["update customer"] = (Right.EditCustomers, (app, actor) => Customers(app).UpdateAsync(actor, 1, new(), expected: null, Never)),
        ["delete customer"] = (Right.EditCustomers, (app, actor) => Customers(app).DeleteAsync(actor, int.MaxValue, Never)),
        ["restore customer"] = (Right.EditCustomers, (app, actor) => Customers(app).RestoreAsync(actor, int.MaxValue, Never)),
        ["page of items"] = (Right.ViewDashboards, (app, actor) => Items(app).PageAsync(actor, new(), ItemSort.Sku, SortOrder.Ascending, 0, 1, Never)),
        ["items by number"] = (Right.ViewDashboards, (app, actor) => Items(app).AfterAsync(actor, 0, 1, Never)),
        ["item"] = (Right.ViewDashboards, (app, actor) => Items(app).FindAsync(actor, 1, Never)),
        ["categories"] = (Right.ViewDashboards, (app, actor) => Items(app).CategoriesAsync(actor, Never)),
        ["create item"] = (Right.EditItems, (app, actor) => Items(app).CreateAsync(actor, new(), Never)),
        ["update item"] = (Right.EditItems, (app, actor) => Items(app).UpdateAsync(actor, 1, new(), expected: null, Never)),
        ["submit import"] = (Right.ImportFiles, (app, actor) => app.Get<ImportService>().SubmitAsync(actor, new UploadedFile("/nowhere", "none", 0, "known", default), RepeatedFile.IsKnown, Never)),
        ["cancel import"] = (Right.ImportFiles, (app, actor) => app.Get<ImportService>().CancelAsync(actor, Guid.Empty, Never)),
        ["import"] = (Right.ImportFiles, (app, actor) => app.Get<ImportService>().FindAsync(actor, Guid.Empty, Never)),
        ["imports"] = (Right.ImportFiles, (app, actor) => app.Get<ImportService>().RecentAsync(actor, 1, Never)),
        ["train"] = (Right.ManageModels, (app, actor) => app.Get<ManualTraining>().StartAsync(actor, Never)),
        ["simulator"] = (Right.ManageModels, (app, actor) => app.Get<SimulatorControl>().ToggleAsync(actor, Never)),
        ["issue key"] = (Right.ManageApiKeys, (app, actor) => app.Get<ApiKeyIssuer>().IssueAsync(actor, new NewApiKey($"{Guid.NewGuid():N}", AccountRole.Operator, [], TimeSpan.FromDays(1)), Never)),
        ["revoke key"] = (Right.ManageApiKeys, (app, actor) => app.Get<ApiKeyIssuer>().RevokeAsync(actor, int.MaxValue, Never)),
        ["trail"] = (Right.ReadAudit, (app, actor) => app.Get<AuditTrail>().PageAsync(actor, new(), before: null, 1, Never)),
        ["newer entries"] = (Right.ReadAudit, (app, actor) => app.Get<AuditTrail>().NewerAsync(actor, new(), 0, Never)),
        ["stream of entries"] = (Right.ReadAudit, async (app, actor) => await app.Get<AuditTrail>().StreamAsync(actor, new(), Never).GetAsyncEnumerator(Never).MoveNextAsync()),
        ["verify"] = (Right.ReadAudit, (app, actor) => app.Get<AuditVerifier>().VerifyAsync(actor, progress: null, Never)),
        ["undo"] = (Right.ReadAudit, (app, actor) => app.Get<AuditUndoing>().UndoAsync(actor, long.MaxValue, Never)),
    };

    public static TheoryData<string> Names => [.. Handlers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_refuses_everybody_who_lacks_the_right_and_nobody_who_has_it(string name)
    {
        var (right, handler) = Handlers[name];
        var everything = RoleRights.Of(AccountRole.Admin);
        var without = new Actor(ActorKind.Account, 1, everything.Where(other => other != right).ToHashSet(), ActionSource.Page, RequestId: null);

        var refusal = await Assert.ThrowsAsync<RightMissingException>(() => handler(server.App, without));
        Assert.Equal(right, refusal.Right);
        var fault = await Record.ExceptionAsync(() => handler(server.App, without with { Rights = everything }));
        Assert.IsNotType<RightMissingException>(fault);
    }

    private static CustomerEditor Customers(PersonalizeApp app) => app.Get<CustomerEditor>();

    private static ItemEditor Items(PersonalizeApp app) => app.Get<ItemEditor>();

    public sealed class Server : IAsyncDisposable
    {
        public PersonalizeApp App { get; } = new();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
