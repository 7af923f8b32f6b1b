using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ActivityRecommendations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "RecommendationId",
                table: "Activities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Activities_RecommendationId",
                table: "Activities",
                column: "RecommendationId",
                filter: "\"RecommendationId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Activities_RecommendationId",
                table: "Activities");

            migrationBuilder.DropColumn(
                name: "RecommendationId",
                table: "Activities");
        }
    }
}
