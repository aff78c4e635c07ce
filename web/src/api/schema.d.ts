export interface paths {
    "/admin/admin-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List admin keys, the newest first
         * @description For the roles owner.
         */
        get: operations["listAdminKeys"];
        put?: never;
        /**
         * Make a credential for the admin API
         * @description The `key` itself is in this answer and nowhere else. With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner.
         */
        post: operations["createAdminKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/admin-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an admin key for ever
         * @description For the roles owner.
         */
        delete: operations["revokeAdminKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what should be looked at, the critical first
         * @description Keys, teams and users with 80 % or more of a budget spent or held, critical from 100 % on (of each kind the 100 that are nearest, by the sums that the database has); deployments that take no calls; models without a price; models that Anthropic retires within 60 days. Team admins see budgets of their team alone.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, when; the newest first
         * @description For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys, the newest first unless it is said otherwise
         * @description `search` finds parts of names, of keys also by their preview and their user (three letters or more), of users also by their e-mail address. `total` counts what fits; it is null above 100000, and above 10000 with a filter or a search.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description The `key` itself is in this answer and nowhere else. With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner, admin, team_admin.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a key with its current spend
         * @description For the roles owner, admin, team_admin, viewer.
         */
        get: operations["findKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key for ever
         * @description It stops working at once; its row stays, so that its usage keeps a name.
         *
         *     For the roles owner, admin, team_admin.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change a key
         * @description What is left out stays; null resets a field. It holds within a second.
         *
         *     For the roles owner, admin, team_admin.
         */
        patch: operations["updateKey"];
        trace?: never;
    };
    "/admin/keys/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a key until it is unblocked
         * @description For the roles owner, admin, team_admin.
         */
        post: operations["blockKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key a new secret
         * @description With a `grace_period` the old secret works for so long beside the new one. With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner, admin, team_admin.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys/{id}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a blocked key in again
         * @description For the roles owner, admin, team_admin.
         */
        post: operations["unblockKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deployments with how they are
         * @description Those of the database, the newest first, then those of the configuration. `status` counts what happened in the last minute; it is null while a deployment takes no calls. `search` finds parts of name, model, id and address.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listModelDeployments"];
        put?: never;
        /**
         * Add a deployment
         * @description It is called from the next request on. An entry of the configuration file's `model_list` is taken as it is, with `litellm_params` and `model_info`. The credential is sealed and in no answer. With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner, admin.
         */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a deployment with how it is
         * @description For the roles owner, admin, team_admin, viewer.
         */
        get: operations["findModelDeployment"];
        put?: never;
        post?: never;
        /**
         * Remove a deployment
         * @description Its credential is forgotten. Answers with what it was.
         *
         *     For the roles owner, admin.
         */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        /**
         * Change a deployment
         * @description What is left out stays; null resets a field. Who changes where the credential goes (`api_base`, the provider, `auth`) has to send it again. Deployments of the configuration are changed there (409).
         *
         *     For the roles owner, admin.
         */
        patch: operations["updateModel"];
        trace?: never;
    };
    "/admin/models/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a deployment no calls until it is resumed
         * @description For the roles owner, admin.
         */
        post: operations["pauseModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/models/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a paused deployment calls again
         * @description For the roles owner, admin.
         */
        post: operations["resumeModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/models/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a deployment for one token
         * @description A failure is an answer too: `ok` is false. A deployment that answers takes calls again, whatever kept it from that. A wildcard needs `model`, one of the names that it stands for. Takes 15 s at most.
         *
         *     For the roles owner, admin.
         */
        post: operations["testModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/models/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a deployment before it is added
         * @description As the test of one that is there. A wildcard needs `test_model`, one of the names that it stands for.
         *
         *     For the roles owner, admin.
         */
        post: operations["testNewModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/secret/reseal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seal every stored credential with the present secret
         * @description For when TOLLGATE_SECRET has changed, with the one before as TOLLGATE_SECRET_PREVIOUS. Can be done again at any time.
         *
         *     For the roles owner.
         */
        post: operations["resealSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who is signed in
         * @description A 401 with the code `no_session` when nobody is. A request with a key of its own has no session.
         */
        get: operations["findSession"];
        put?: never;
        /**
         * Sign in to the console
         * @description With the master key or an admin key; on an open gateway without one. The answer sets the cookie `tollgate_session`, for 12 hours at most and an hour without a use. Whatever changes something then carries `csrf_token` as `x-tollgate-csrf-token`. After ten wrong keys in a minute from one address, a 429.
         */
        post: operations["signIn"];
        /** Sign out, on all replicas at once */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is configured and how everything is
         * @description Names are those of the configuration file. Of secrets it says only that they are `set`.
         *
         *     For the roles owner, admin, viewer.
         */
        get: operations["findSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List teams, the newest first unless it is said otherwise
         * @description `search` finds parts of names, of keys also by their preview and their user (three letters or more), of users also by their e-mail address. `total` counts what fits; it is null above 100000, and above 10000 with a filter or a search.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Make a team
         * @description With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner, admin.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a team with its current spend
         * @description For the roles owner, admin, team_admin, viewer.
         */
        get: operations["findTeam"];
        put?: never;
        post?: never;
        /**
         * Delete a team
         * @description A 409 while anything belongs to it. Answers with what it was.
         *
         *     For the roles owner, admin.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        /**
         * Change a team
         * @description What is left out stays; null resets a field. It holds within a second.
         *
         *     For the roles owner, admin.
         */
        patch: operations["updateTeam"];
        trace?: never;
    };
    "/admin/teams/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a team until it is unblocked
         * @description For the roles owner, admin.
         */
        post: operations["blockTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/teams/{id}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a blocked team in again
         * @description For the roles owner, admin.
         */
        post: operations["unblockTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts and refusals, the newest first
         * @description One record for each attempt upstream. `from` is included, `to` is not; a date alone is a whole UTC day. With `format=csv`, or `Accept: text/csv`, every record that matches comes as a file. A search for what few records have may answer with fewer than `limit` and go on at `next_cursor`. `cost_usd` is null where the price is not known; where `is_notional`, the caller’s own plan paid. `served_model` is the fallback that was tried, null for the name that was asked for. All attempts of a request have its `request_id`. `min_cost_usd` leaves out what cost less, and what has no known cost. A record is here within a second or so of its request.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/usage/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request with all that was tried for it
         * @description Its attempts and refusals, the first one first. `cost_breakdown` is what the tokens cost at the prices of today, those of the deployment (`price_source`) or of the list; `is_exact` is false where its sum is not the cost that was recorded, because prices have changed since. It is null for what has no price or was refused.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["findUsageRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/usage/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sums of usage
         * @description Of whole UTC days: `from` and `to` in the answer are the ones that were summed up, without `to` itself; by default those of the last 30 days. With `hour` in `group_by` it is hours, by default the last 24, and at most 35 days back. The dearest groups come first, days and hours in their order. `truncated` says that groups were left off; `totals` are of all. A request counts where its first attempt does; `attempts` are all records, `failures` those that failed or were refused, which `errors` and `refusals` tell apart. `failed_requests` are those that no attempt, refusal or departure of the caller ended, and `error_rate` is their share of all; where the attempts of a request are in different groups, as by provider, look at `errors` instead. `mean_duration_ms` is of completed attempts, `mean_time_to_first_token_ms` of those that had a first token; null without any. `cache_read_share` is the part of all input that came from the cache, null without any input. `notional_cost_usd` is the part of `cost_usd` that callers’ own plans paid for.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["summarizeUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users, the newest first unless it is said otherwise
         * @description `search` finds parts of names, of keys also by their preview and their user (three letters or more), of users also by their e-mail address. `total` counts what fits; it is null above 100000, and above 10000 with a filter or a search.
         *
         *     For the roles owner, admin, team_admin, viewer.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make a user
         * @description With an `Idempotency-Key` the same call, sent again within a day, is answered as before.
         *
         *     For the roles owner, admin, team_admin.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a user with its current spend
         * @description For the roles owner, admin, team_admin, viewer.
         */
        get: operations["findUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description A 409 while anything belongs to it. Answers with what it was.
         *
         *     For the roles owner, admin, team_admin.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description What is left out stays; null resets a field. It holds within a second.
         *
         *     For the roles owner, admin, team_admin.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/admin/users/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a user until it is unblocked
         * @description For the roles owner, admin, team_admin.
         */
        post: operations["blockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a blocked user in again
         * @description For the roles owner, admin, team_admin.
         */
        post: operations["unblockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the gateway runs */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can serve */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OpenAI’s Chat Completions
         * @description With `stream: true` the answer is server-sent events.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Anthropic’s Messages, passed through
         * @description With `stream: true` the answer is server-sent events.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Anthropic’s token counting, passed through */
        post: operations["countTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models that the caller may use */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: operations["findModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdminKeyAnswer: {
            id: string;
            /** @description The key itself: shown once, when it is made. */
            key?: string;
            key_preview: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "team_admin" | "viewer";
            team_id: string | null;
            expires_at: string | null;
            revoked_at: string | null;
            created_by: string;
            created_at: string;
        };
        AttentionItem: {
            /** @enum {string} */
            kind: "key_near_budget" | "team_near_budget" | "user_near_budget" | "deployment_unavailable" | "model_without_price" | "model_near_retirement";
            /** @enum {string} */
            severity: "warning" | "critical";
            subject: {
                /** @enum {string} */
                type: "key" | "team" | "user" | "deployment" | "model";
                id: string;
                name: string;
            };
            /** @description A sentence. */
            message: string;
            /** @description What it says, as figures; which ones depends on `kind`. */
            details: {
                [key: string]: unknown;
            };
        };
        AuditAnswer: {
            id: string;
            /** @description 'master', 'open', or the id of an admin key. */
            actor: string;
            actor_role: string;
            action: string;
            object_type: string;
            object_id: string;
            team_id: string | null;
            /** @description Field → what it was and what it is; never a secret. */
            changes: unknown;
            request_id: string;
            created_at: string;
        };
        KeyAnswer: {
            id: string;
            /** @description The key itself: shown once, when it is made. */
            key?: string;
            key_preview: string;
            name: string | null;
            user_id: string | null;
            user_name: string | null;
            team_id: string | null;
            team_name: string | null;
            aliases: {
                [key: string]: string;
            };
            /** @enum {string} */
            status: "active" | "blocked" | "expired" | "revoked";
            expires_at: string | null;
            is_blocked: boolean;
            revoked_at: string | null;
            /** @description After a rotation: until when the key before it works. */
            previous_key_expires_at: string | null;
            created_by: string;
            created_at: string;
            updated_at: string;
            models: string[];
            max_budget: number | null;
            budget_duration: string | null;
            budget_limits: {
                max_budget: number;
                budget_duration: string | null;
            }[];
            soft_budget: number | null;
            spend: number;
            budget_reset_at: string | null;
            budgets: components["schemas"]["BudgetAnswer"][];
            rpm_limit: number | null;
            tpm_limit: number | null;
            max_parallel_requests: number | null;
            metadata: {
                [key: string]: unknown;
            };
        };
        BudgetAnswer: {
            max_budget: number;
            budget_duration: string | null;
            spent: number;
            /** @description Held for calls that are under way. */
            reserved: number;
            left: number;
            resets_at: string | null;
        };
        ModelAnswer: {
            id: string;
            /**
             * @description A deployment of the configuration is changed there.
             * @enum {string}
             */
            source: "config" | "database";
            model_name: string;
            /** @description Provider and model, as in `anthropic/claude-sonnet-4-6`. */
            model: string;
            /** @enum {string} */
            provider: "claude_code_native" | "anthropic";
            /** @enum {string} */
            auth: "oauth_token" | "api_key" | "client_oauth";
            /** @description The credential's last characters; null where there is none, and for those who do not change deployments. */
            credential_preview: string | null;
            /** @description Null: the provider's own. */
            api_base: string | null;
            extra_header_names: string[];
            weight: number;
            order: number;
            rpm: number | null;
            tpm: number | null;
            /** @description Seconds. */
            timeout: number | null;
            max_tokens: number | null;
            drop_params: boolean | null;
            is_paused: boolean;
            /** @enum {string} */
            health: "available" | "cooling_down" | "probing" | "parked" | "paused" | "unreadable";
            /** @description Why it cannot serve, and what to do about it. */
            problem: string | null;
            /** @description Null while it takes no calls. */
            status: null | components["schemas"]["StatusAnswer"];
            created_by: string | null;
            created_at: string | null;
            updated_at: string | null;
            /** @description What whoever made this change should know. */
            warnings?: string[];
            input_cost_per_token: number | null;
            output_cost_per_token: number | null;
            cache_creation_input_token_cost: number | null;
            cache_creation_input_token_cost_above_1hr: number | null;
            cache_read_input_token_cost: number | null;
        };
        StatusAnswer: {
            models: {
                model: string;
                /** @enum {string} */
                health: "available" | "cooling_down" | "probing" | "parked";
                /** @description Why it gets no calls, or few. */
                reason: string | null;
                /** @description When its cool-down ends. */
                until: string | null;
                error: {
                    type: string;
                    code: string | null;
                    message: string;
                } | null;
                in_flight: number;
                requests_last_minute: number;
                tokens_last_minute: number;
                successes_last_minute: number;
                failures_last_minute: number;
                time_to_first_token_ms: number | null;
                /** @description Of answers that are not streamed. */
                duration_ms: number | null;
                /** @description Under its own rpm and tpm. */
                requests_left: number | null;
                tokens_left: number | null;
                upstream_limits: components["schemas"]["UpstreamLimitAnswer"][];
            }[];
            /** @enum {string} */
            health: "available" | "cooling_down" | "probing" | "parked";
            /** @description Why it gets no calls, or few. */
            reason: string | null;
            /** @description When its cool-down ends. */
            until: string | null;
            error: {
                type: string;
                code: string | null;
                message: string;
            } | null;
            in_flight: number;
            requests_last_minute: number;
            tokens_last_minute: number;
            successes_last_minute: number;
            failures_last_minute: number;
            time_to_first_token_ms: number | null;
            /** @description Of answers that are not streamed. */
            duration_ms: number | null;
            /** @description Under its own rpm and tpm. */
            requests_left: number | null;
            tokens_left: number | null;
            upstream_limits: components["schemas"]["UpstreamLimitAnswer"][];
        };
        UpstreamLimitAnswer: {
            name: string;
            limit: number | null;
            remaining: number | null;
            resets_at: string | null;
            status: string | null;
            /** @description From 0 to 1. */
            utilization: number | null;
        };
        ModelTestAnswer: {
            ok: boolean;
            status: number;
            latency_ms: number;
            model: string;
            error_type: string | null;
            message: string | null;
        };
        ResealAnswer: {
            resealed: number;
            already_current: number;
            /** @description Sealed with a secret that the gateway does not have. */
            unreadable: number;
        };
        SessionAnswer: {
            id: string;
            /** @description 'master', 'open', or the id of an admin key. */
            actor: string;
            /** @enum {string} */
            role: "owner" | "admin" | "team_admin" | "viewer";
            name: string;
            team_id: string | null;
            team_name: string | null;
            is_open: boolean;
            /** @description For the header `x-tollgate-csrf-token`. */
            csrf_token: string;
            created_at: string;
            expires_at: string;
        };
        SettingsPageAnswer: {
            version: string;
            node_version: string;
            started_at: string;
            host: string;
            port: number;
            /** @description No master key: everybody on this machine is let in. */
            is_open: boolean;
            /** @description Null: only flags and variables. */
            config_file: string | null;
            config: {
                model_list: {
                    model_name: string;
                    litellm_params: {
                        timeout: number | null;
                        max_tokens: number | null;
                        drop_params: boolean | null;
                        weight: number;
                        order: number;
                        rpm: number | null;
                        tpm: number | null;
                        model: string;
                        /** @enum {string} */
                        auth: "oauth_token" | "api_key" | "client_oauth";
                        api_key: string | null;
                        api_base: string;
                        extra_headers: {
                            [key: string]: string;
                        };
                    };
                    model_info: {
                        id: string;
                    };
                }[];
                router_settings: {
                    /** @enum {string} */
                    routing_strategy: "order" | "simple-shuffle" | "least-busy" | "latency-based" | "usage-based" | "cost-based";
                    routing_groups: {
                        [key: string]: "order" | "simple-shuffle" | "least-busy" | "latency-based" | "usage-based" | "cost-based";
                    };
                    num_retries: number;
                    allowed_fails: number;
                    cooldown_time: number;
                    disable_cooldowns: boolean;
                    session_affinity: boolean;
                    enforce_model_rate_limits: boolean;
                    fallbacks: {
                        [key: string]: string[];
                    }[];
                    context_window_fallbacks: {
                        [key: string]: string[];
                    }[];
                    content_policy_fallbacks: {
                        [key: string]: string[];
                    }[];
                    model_group_alias: {
                        [key: string]: {
                            model: string;
                            hidden: boolean;
                        };
                    };
                };
                litellm_settings: {
                    drop_params: boolean;
                    request_timeout: number;
                };
                general_settings: {
                    master_key: string | null;
                    database_url: string | null;
                    redis_url: string | null;
                    allow_private_upstreams: boolean | string[];
                    allow_replicas_without_redis: boolean;
                    disable_admin_ui: boolean;
                    drain_seconds: number;
                    drain_notice_seconds: number | null;
                    /** @enum {string} */
                    log_level: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
                    data_dir: string;
                };
            };
            database: {
                /** @enum {string} */
                kind: "embedded" | "none" | "postgresql";
                /** @enum {string} */
                status: "up" | "degraded" | "down";
                latency_ms: number | null;
                migrations: {
                    applied: number;
                    latest: string | null;
                } | null;
            };
            /** @description Null: nothing is shared with other replicas. */
            redis: {
                /** @enum {string} */
                status: "up" | "degraded" | "down";
                replicas: number;
            } | null;
            journal: {
                /** @enum {string} */
                status: "up" | "degraded" | "down";
                /** @description What the database does not have yet. */
                backlog_records: number;
                backlog_bytes: number;
                /** @description When the oldest of these ended. */
                oldest_at: string | null;
                /** @description Attempts under way. */
                open_attempts: number;
                is_writable: boolean;
            };
            replicas: number;
            warnings: string[];
            features: {
                [key: string]: boolean;
            };
        };
        TeamAnswer: {
            id: string;
            name: string;
            is_blocked: boolean;
            created_at: string;
            updated_at: string;
            models: string[];
            max_budget: number | null;
            budget_duration: string | null;
            budget_limits: {
                max_budget: number;
                budget_duration: string | null;
            }[];
            soft_budget: number | null;
            spend: number;
            budget_reset_at: string | null;
            budgets: components["schemas"]["BudgetAnswer"][];
            rpm_limit: number | null;
            tpm_limit: number | null;
            max_parallel_requests: number | null;
            metadata: {
                [key: string]: unknown;
            };
        };
        UserAnswer: {
            id: string;
            name: string;
            email: string | null;
            team_id: string | null;
            team_name: string | null;
            is_blocked: boolean;
            created_at: string;
            updated_at: string;
            models: string[];
            max_budget: number | null;
            budget_duration: string | null;
            budget_limits: {
                max_budget: number;
                budget_duration: string | null;
            }[];
            soft_budget: number | null;
            spend: number;
            budget_reset_at: string | null;
            budgets: components["schemas"]["BudgetAnswer"][];
            rpm_limit: number | null;
            tpm_limit: number | null;
            max_parallel_requests: number | null;
            metadata: {
                [key: string]: unknown;
            };
        };
        Error: {
            error: {
                message: string;
                type: string;
                param: string | null;
                code: string | null;
                /** @description Each problem, when several fields are at fault. */
                details?: {
                    param: string;
                    message: string;
                }[];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAdminKeys: {
        parameters: {
            query?: {
                /** @description Must be given once, with 1 to 200 characters. */
                cursor?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04",
                     *           "key_preview": "sk-admin-…Zk3p",
                     *           "name": "dashboards",
                     *           "role": "viewer",
                     *           "team_id": null,
                     *           "expires_at": "2027-02-20T10:00:00.000Z",
                     *           "revoked_at": null,
                     *           "created_by": "master",
                     *           "created_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AdminKeyAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createAdminKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "dashboards",
                 *       "role": "viewer",
                 *       "duration": "90d"
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    duration?: string | null;
                    /** @description Must be a time such as "2027-01-31T12:00:00Z", before the year 3000. */
                    expires_at?: string | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name: string;
                    /** @enum {string} */
                    role: "owner" | "admin" | "team_admin" | "viewer";
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    team_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04",
                     *       "key_preview": "sk-admin-…Zk3p",
                     *       "name": "dashboards",
                     *       "role": "viewer",
                     *       "team_id": null,
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "revoked_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "key": "sk-admin-0000000000000000000000000000000000000000000…Zk3p"
                     *     }
                     */
                    "application/json": components["schemas"]["AdminKeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeAdminKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04",
                     *       "key_preview": "sk-admin-…Zk3p",
                     *       "name": "dashboards",
                     *       "role": "viewer",
                     *       "team_id": null,
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "revoked_at": "2026-11-22T11:00:00.000Z",
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AdminKeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAttention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "kind": "key_near_budget",
                     *           "severity": "warning",
                     *           "subject": {
                     *             "type": "key",
                     *             "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *             "name": "ci"
                     *           },
                     *           "message": "The budget of the key \"ci\" is used to 86 %.",
                     *           "details": {
                     *             "max_budget": 50,
                     *             "budget_duration": "30d",
                     *             "spent": 43.1,
                     *             "reserved": 0.25,
                     *             "left": 6.65,
                     *             "resets_at": "2026-12-22T00:00:00.000Z",
                     *             "share": 0.867
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AttentionItem"][];
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description Must be given once, with 1 to 200 characters. */
                action?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                actor?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                cursor?: string;
                /** @description Must be a time such as "2027-01-31T12:00:00Z", a day, or seconds since 1970. */
                from?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                object_id?: string;
                object_type?: "key" | "team" | "user" | "admin_key" | "model" | "session";
                /** @description Must be a time such as "2027-01-31T12:00:00Z", a day, or seconds since 1970. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "42",
                     *           "actor": "master",
                     *           "actor_role": "owner",
                     *           "action": "key.update",
                     *           "object_type": "key",
                     *           "object_id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *           "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "changes": {
                     *             "rpm_limit": {
                     *               "from": 30,
                     *               "to": 60
                     *             }
                     *           },
                     *           "request_id": "req_2b1f0c5d4e3a49b8a7c6d5e4f3029180",
                     *           "created_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AuditAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description Must be one that a list gave as "next_cursor". */
                cursor?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                name?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                search?: string;
                sort?: "-created_at" | "created_at" | "name" | "-name";
                status?: "active" | "blocked" | "expired" | "revoked";
                /** @description Must be an id, which is a UUID. */
                team_id?: string;
                /** @description Must be an id, which is a UUID. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *           "key_preview": "sk-…x7Qd",
                     *           "name": "ci",
                     *           "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *           "user_name": "Ada",
                     *           "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "team_name": "research",
                     *           "models": [
                     *             "claude-*"
                     *           ],
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "budget_limits": [
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d"
                     *             }
                     *           ],
                     *           "soft_budget": 40,
                     *           "rpm_limit": 60,
                     *           "tpm_limit": 100000,
                     *           "max_parallel_requests": 4,
                     *           "metadata": {
                     *             "cost_centre": "R&D"
                     *           },
                     *           "spend": 12.345678901,
                     *           "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *           "budgets": [
                     *             {
                     *               "max_budget": 50,
                     *               "budget_duration": "30d",
                     *               "spent": 12.345678901,
                     *               "reserved": 0.25,
                     *               "left": 37.404321099,
                     *               "resets_at": "2026-12-22T00:00:00.000Z"
                     *             },
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d",
                     *               "spent": 1.5,
                     *               "reserved": 0.25,
                     *               "left": 3.25,
                     *               "resets_at": "2026-11-23T00:00:00.000Z"
                     *             }
                     *           ],
                     *           "aliases": {
                     *             "fast": "claude-haiku-4-5"
                     *           },
                     *           "status": "active",
                     *           "expires_at": "2027-02-20T10:00:00.000Z",
                     *           "is_blocked": false,
                     *           "revoked_at": null,
                     *           "previous_key_expires_at": null,
                     *           "created_by": "master",
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "updated_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        /** @description How many there are in all; null: more than are counted. */
                        total: number | null;
                        data: components["schemas"]["KeyAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "ci",
                 *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                 *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                 *       "duration": "90d",
                 *       "aliases": {
                 *         "fast": "claude-haiku-4-5"
                 *       },
                 *       "models": [
                 *         "claude-*"
                 *       ],
                 *       "max_budget": 50,
                 *       "budget_duration": "30d",
                 *       "budget_limits": [
                 *         {
                 *           "max_budget": 5,
                 *           "budget_duration": "1d"
                 *         }
                 *       ],
                 *       "soft_budget": 40,
                 *       "rpm_limit": 60,
                 *       "tpm_limit": 100000,
                 *       "max_parallel_requests": 4,
                 *       "metadata": {
                 *         "cost_centre": "R&D"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Must be an object of at most 200 names, each with the name of a model: {"fast": "claude-haiku-4-5"}. */
                    aliases?: {
                        [key: string]: string;
                    } | null;
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    duration?: string | null;
                    /** @description Must be a time such as "2027-01-31T12:00:00Z", before the year 3000. */
                    expires_at?: string | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    team_id?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    user_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 0,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "active",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z",
                     *       "key": "sk-0000000000000000000000000000000000000000000…x7Qd"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "active",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "revoked",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": "2026-11-22T11:00:00.000Z",
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "rpm_limit": 60,
                 *       "soft_budget": null
                 *     }
                 */
                "application/json": {
                    /** @description Must be an object of at most 200 names, each with the name of a model: {"fast": "claude-haiku-4-5"}. */
                    aliases?: {
                        [key: string]: string;
                    } | null;
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    duration?: string | null;
                    /** @description Must be a time such as "2027-01-31T12:00:00Z", before the year 3000. */
                    expires_at?: string | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    team_id?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    user_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": null,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "active",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    blockKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "blocked",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": true,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "grace_period": "1h"
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    grace_period?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 0,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "active",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": "2026-11-22T12:00:00.000Z",
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z",
                     *       "key": "sk-0000000000000000000000000000000000000000000…x7Qd"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unblockKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *       "key_preview": "sk-…x7Qd",
                     *       "name": "ci",
                     *       "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "user_name": "Ada",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "aliases": {
                     *         "fast": "claude-haiku-4-5"
                     *       },
                     *       "status": "active",
                     *       "expires_at": "2027-02-20T10:00:00.000Z",
                     *       "is_blocked": false,
                     *       "revoked_at": null,
                     *       "previous_key_expires_at": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listModelDeployments: {
        parameters: {
            query?: {
                /** @description Must be given once, with 1 to 200 characters. */
                cursor?: string;
                health?: "available" | "cooling_down" | "probing" | "parked" | "paused" | "unreadable";
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                model_name?: string;
                provider?: "claude_code_native" | "anthropic";
                /** @description Must be given once, with 1 to 200 characters. */
                search?: string;
                source?: "config" | "database";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *           "source": "database",
                     *           "model_name": "sonnet",
                     *           "model": "anthropic/claude-sonnet-4-6",
                     *           "auth": "api_key",
                     *           "api_base": "https://api.anthropic.com",
                     *           "weight": 1,
                     *           "order": 1,
                     *           "rpm": 60,
                     *           "tpm": 100000,
                     *           "timeout": 600,
                     *           "max_tokens": 8192,
                     *           "drop_params": true,
                     *           "input_cost_per_token": 0.000003,
                     *           "provider": "anthropic",
                     *           "credential_preview": "…x7Qd",
                     *           "extra_header_names": [
                     *             "x-team"
                     *           ],
                     *           "output_cost_per_token": null,
                     *           "cache_creation_input_token_cost": null,
                     *           "cache_creation_input_token_cost_above_1hr": null,
                     *           "cache_read_input_token_cost": null,
                     *           "is_paused": false,
                     *           "health": "available",
                     *           "problem": null,
                     *           "status": {
                     *             "health": "available",
                     *             "reason": null,
                     *             "until": null,
                     *             "error": null,
                     *             "in_flight": 2,
                     *             "requests_last_minute": 31,
                     *             "tokens_last_minute": 52100,
                     *             "successes_last_minute": 29,
                     *             "failures_last_minute": 0,
                     *             "time_to_first_token_ms": 640,
                     *             "duration_ms": 5210,
                     *             "requests_left": 29,
                     *             "tokens_left": 47900,
                     *             "upstream_limits": [
                     *               {
                     *                 "name": "requests",
                     *                 "limit": 4000,
                     *                 "remaining": 3969,
                     *                 "resets_at": "2026-11-22T10:00:01.000Z",
                     *                 "status": null,
                     *                 "utilization": null
                     *               }
                     *             ],
                     *             "models": []
                     *           },
                     *           "created_by": "master",
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "updated_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ModelAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model_name": "sonnet",
                 *       "model": "anthropic/claude-sonnet-4-6",
                 *       "auth": "api_key",
                 *       "api_base": "https://api.anthropic.com",
                 *       "weight": 1,
                 *       "order": 1,
                 *       "rpm": 60,
                 *       "tpm": 100000,
                 *       "timeout": 600,
                 *       "max_tokens": 8192,
                 *       "drop_params": true,
                 *       "input_cost_per_token": 0.000003,
                 *       "api_key": "sk-ant-api03-EXAMPLE",
                 *       "extra_headers": {
                 *         "x-team": "research"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                     */
                    api_base?: string | null;
                    /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                    api_key?: string | null;
                    /** @enum {string} */
                    auth?: "oauth_token" | "api_key" | "client_oauth";
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost_above_1hr?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_read_input_token_cost?: number | null;
                    /** @description Must be true or false. */
                    drop_params?: boolean | null;
                    /** @description Must be an object of at most 50 header names with texts. */
                    extra_headers?: {
                        [key: string]: string;
                    } | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    input_cost_per_token?: number | null;
                    litellm_params?: {
                        /**
                         * Format: uri
                         * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                         */
                        api_base?: string | null;
                        /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                        api_key?: string | null;
                        /** @enum {string} */
                        auth?: "oauth_token" | "api_key" | "client_oauth";
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be true or false. */
                        drop_params?: boolean | null;
                        /** @description Must be an object of at most 50 header names with texts. */
                        extra_headers?: {
                            [key: string]: string;
                        } | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        max_tokens?: number | null;
                        /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                        model?: string;
                        /** @description Must be a whole number, 0 to 1000000. */
                        order?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        rpm?: number | null;
                        /** @description Must be seconds, from 0.001 to 2147483. */
                        timeout?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        tpm?: number | null;
                        /** @description Must be a number, 0 or more. */
                        weight?: number | null;
                    };
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_tokens?: number | null;
                    /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                    model?: string;
                    model_info?: {
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                    };
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    model_name?: string;
                    /** @description Must be a whole number, 0 to 1000000. */
                    order?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    output_cost_per_token?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm?: number | null;
                    /** @description Must be seconds, from 0.001 to 2147483. */
                    timeout?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm?: number | null;
                    /** @description Must be a number, 0 or more. */
                    weight?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 60,
                     *       "tpm": 100000,
                     *       "timeout": 600,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": false,
                     *       "health": "available",
                     *       "problem": null,
                     *       "status": {
                     *         "health": "available",
                     *         "reason": null,
                     *         "until": null,
                     *         "error": null,
                     *         "in_flight": 2,
                     *         "requests_last_minute": 31,
                     *         "tokens_last_minute": 52100,
                     *         "successes_last_minute": 29,
                     *         "failures_last_minute": 0,
                     *         "time_to_first_token_ms": 640,
                     *         "duration_ms": 5210,
                     *         "requests_left": 29,
                     *         "tokens_left": 47900,
                     *         "upstream_limits": [
                     *           {
                     *             "name": "requests",
                     *             "limit": 4000,
                     *             "remaining": 3969,
                     *             "resets_at": "2026-11-22T10:00:01.000Z",
                     *             "status": null,
                     *             "utilization": null
                     *           }
                     *         ],
                     *         "models": []
                     *       },
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z",
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findModelDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 60,
                     *       "tpm": 100000,
                     *       "timeout": 600,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": false,
                     *       "health": "available",
                     *       "problem": null,
                     *       "status": {
                     *         "health": "available",
                     *         "reason": null,
                     *         "until": null,
                     *         "error": null,
                     *         "in_flight": 2,
                     *         "requests_last_minute": 31,
                     *         "tokens_last_minute": 52100,
                     *         "successes_last_minute": 29,
                     *         "failures_last_minute": 0,
                     *         "time_to_first_token_ms": 640,
                     *         "duration_ms": 5210,
                     *         "requests_left": 29,
                     *         "tokens_left": 47900,
                     *         "upstream_limits": [
                     *           {
                     *             "name": "requests",
                     *             "limit": 4000,
                     *             "remaining": 3969,
                     *             "resets_at": "2026-11-22T10:00:01.000Z",
                     *             "status": null,
                     *             "utilization": null
                     *           }
                     *         ],
                     *         "models": []
                     *       },
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 60,
                     *       "tpm": 100000,
                     *       "timeout": 600,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": false,
                     *       "health": "available",
                     *       "problem": null,
                     *       "status": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "rpm": 120,
                 *       "timeout": null
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                     */
                    api_base?: string | null;
                    /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                    api_key?: string | null;
                    /** @enum {string} */
                    auth?: "oauth_token" | "api_key" | "client_oauth";
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost_above_1hr?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_read_input_token_cost?: number | null;
                    /** @description Must be true or false. */
                    drop_params?: boolean | null;
                    /** @description Must be an object of at most 50 header names with texts. */
                    extra_headers?: {
                        [key: string]: string;
                    } | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    input_cost_per_token?: number | null;
                    litellm_params?: {
                        /**
                         * Format: uri
                         * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                         */
                        api_base?: string | null;
                        /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                        api_key?: string | null;
                        /** @enum {string} */
                        auth?: "oauth_token" | "api_key" | "client_oauth";
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be true or false. */
                        drop_params?: boolean | null;
                        /** @description Must be an object of at most 50 header names with texts. */
                        extra_headers?: {
                            [key: string]: string;
                        } | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        max_tokens?: number | null;
                        /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                        model?: string;
                        /** @description Must be a whole number, 0 to 1000000. */
                        order?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        rpm?: number | null;
                        /** @description Must be seconds, from 0.001 to 2147483. */
                        timeout?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        tpm?: number | null;
                        /** @description Must be a number, 0 or more. */
                        weight?: number | null;
                    };
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_tokens?: number | null;
                    /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                    model?: string;
                    model_info?: {
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                    };
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    model_name?: string;
                    /** @description Must be a whole number, 0 to 1000000. */
                    order?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    output_cost_per_token?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm?: number | null;
                    /** @description Must be seconds, from 0.001 to 2147483. */
                    timeout?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm?: number | null;
                    /** @description Must be a number, 0 or more. */
                    weight?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 120,
                     *       "tpm": 100000,
                     *       "timeout": null,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": false,
                     *       "health": "available",
                     *       "problem": null,
                     *       "status": {
                     *         "health": "available",
                     *         "reason": null,
                     *         "until": null,
                     *         "error": null,
                     *         "in_flight": 2,
                     *         "requests_last_minute": 31,
                     *         "tokens_last_minute": 52100,
                     *         "successes_last_minute": 29,
                     *         "failures_last_minute": 0,
                     *         "time_to_first_token_ms": 640,
                     *         "duration_ms": 5210,
                     *         "requests_left": 29,
                     *         "tokens_left": 47900,
                     *         "upstream_limits": [
                     *           {
                     *             "name": "requests",
                     *             "limit": 4000,
                     *             "remaining": 3969,
                     *             "resets_at": "2026-11-22T10:00:01.000Z",
                     *             "status": null,
                     *             "utilization": null
                     *           }
                     *         ],
                     *         "models": []
                     *       },
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z",
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pauseModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 60,
                     *       "tpm": 100000,
                     *       "timeout": 600,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": true,
                     *       "health": "paused",
                     *       "problem": null,
                     *       "status": null,
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resumeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06",
                     *       "source": "database",
                     *       "model_name": "sonnet",
                     *       "model": "anthropic/claude-sonnet-4-6",
                     *       "auth": "api_key",
                     *       "api_base": "https://api.anthropic.com",
                     *       "weight": 1,
                     *       "order": 1,
                     *       "rpm": 60,
                     *       "tpm": 100000,
                     *       "timeout": 600,
                     *       "max_tokens": 8192,
                     *       "drop_params": true,
                     *       "input_cost_per_token": 0.000003,
                     *       "provider": "anthropic",
                     *       "credential_preview": "…x7Qd",
                     *       "extra_header_names": [
                     *         "x-team"
                     *       ],
                     *       "output_cost_per_token": null,
                     *       "cache_creation_input_token_cost": null,
                     *       "cache_creation_input_token_cost_above_1hr": null,
                     *       "cache_read_input_token_cost": null,
                     *       "is_paused": false,
                     *       "health": "available",
                     *       "problem": null,
                     *       "status": {
                     *         "health": "available",
                     *         "reason": null,
                     *         "until": null,
                     *         "error": null,
                     *         "in_flight": 2,
                     *         "requests_last_minute": 31,
                     *         "tokens_last_minute": 52100,
                     *         "successes_last_minute": 29,
                     *         "failures_last_minute": 0,
                     *         "time_to_first_token_ms": 640,
                     *         "duration_ms": 5210,
                     *         "requests_left": 29,
                     *         "tokens_left": 47900,
                     *         "upstream_limits": [
                     *           {
                     *             "name": "requests",
                     *             "limit": 4000,
                     *             "remaining": 3969,
                     *             "resets_at": "2026-11-22T10:00:01.000Z",
                     *             "status": null,
                     *             "utilization": null
                     *           }
                     *         ],
                     *         "models": []
                     *       },
                     *       "created_by": "master",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    model?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "status": 200,
                     *       "latency_ms": 712,
                     *       "model": "claude-sonnet-4-6",
                     *       "error_type": null,
                     *       "message": null
                     *     }
                     */
                    "application/json": components["schemas"]["ModelTestAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testNewModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model_name": "sonnet",
                 *       "model": "anthropic/claude-sonnet-4-6",
                 *       "auth": "api_key",
                 *       "api_base": "https://api.anthropic.com",
                 *       "weight": 1,
                 *       "order": 1,
                 *       "rpm": 60,
                 *       "tpm": 100000,
                 *       "timeout": 600,
                 *       "max_tokens": 8192,
                 *       "drop_params": true,
                 *       "input_cost_per_token": 0.000003,
                 *       "api_key": "sk-ant-api03-EXAMPLE",
                 *       "extra_headers": {
                 *         "x-team": "research"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                     */
                    api_base?: string | null;
                    /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                    api_key?: string | null;
                    /** @enum {string} */
                    auth?: "oauth_token" | "api_key" | "client_oauth";
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_creation_input_token_cost_above_1hr?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    cache_read_input_token_cost?: number | null;
                    /** @description Must be true or false. */
                    drop_params?: boolean | null;
                    /** @description Must be an object of at most 50 header names with texts. */
                    extra_headers?: {
                        [key: string]: string;
                    } | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    input_cost_per_token?: number | null;
                    litellm_params?: {
                        /**
                         * Format: uri
                         * @description Must be the origin of an API: http:// or https://, a host and perhaps a port.
                         */
                        api_base?: string | null;
                        /** @description Must be the credential itself, of at most 8192 printable ASCII characters without spaces; os.environ/NAME is for the configuration file. */
                        api_key?: string | null;
                        /** @enum {string} */
                        auth?: "oauth_token" | "api_key" | "client_oauth";
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be true or false. */
                        drop_params?: boolean | null;
                        /** @description Must be an object of at most 50 header names with texts. */
                        extra_headers?: {
                            [key: string]: string;
                        } | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        max_tokens?: number | null;
                        /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                        model?: string;
                        /** @description Must be a whole number, 0 to 1000000. */
                        order?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        rpm?: number | null;
                        /** @description Must be seconds, from 0.001 to 2147483. */
                        timeout?: number | null;
                        /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                        tpm?: number | null;
                        /** @description Must be a number, 0 or more. */
                        weight?: number | null;
                    };
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_tokens?: number | null;
                    /** @description Must be claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported). */
                    model?: string;
                    model_info?: {
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_creation_input_token_cost_above_1hr?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        cache_read_input_token_cost?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        input_cost_per_token?: number | null;
                        /** @description Must be US dollars for one token, from 0 to 1. */
                        output_cost_per_token?: number | null;
                    };
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    model_name?: string;
                    /** @description Must be a whole number, 0 to 1000000. */
                    order?: number | null;
                    /** @description Must be US dollars for one token, from 0 to 1. */
                    output_cost_per_token?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm?: number | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    test_model?: string;
                    /** @description Must be seconds, from 0.001 to 2147483. */
                    timeout?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm?: number | null;
                    /** @description Must be a number, 0 or more. */
                    weight?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "status": 200,
                     *       "latency_ms": 712,
                     *       "model": "claude-sonnet-4-6",
                     *       "error_type": null,
                     *       "message": null
                     *     }
                     */
                    "application/json": components["schemas"]["ModelTestAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resealSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resealed": 3,
                     *       "already_current": 0,
                     *       "unreadable": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ResealAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7d8e9fa0-b1c2-4d3e-8f90-a1b2c3d4e505",
                     *       "actor": "c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04",
                     *       "role": "team_admin",
                     *       "name": "Research lead",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "is_open": false,
                     *       "csrf_token": "…",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2026-11-22T22:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "key": "sk-admin-…"
                 *     }
                 */
                "application/json": {
                    /** @description Must be given once, with 1 to 200 characters. */
                    key?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7d8e9fa0-b1c2-4d3e-8f90-a1b2c3d4e505",
                     *       "actor": "c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04",
                     *       "role": "team_admin",
                     *       "name": "Research lead",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "is_open": false,
                     *       "csrf_token": "…",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2026-11-22T22:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "node_version": "v22.21.1",
                     *       "started_at": "2026-11-22T10:00:00.000Z",
                     *       "host": "0.0.0.0",
                     *       "port": 4000,
                     *       "is_open": false,
                     *       "config_file": "/etc/tollgate/config.yaml",
                     *       "config": {
                     *         "model_list": [],
                     *         "router_settings": {
                     *           "routing_strategy": "simple-shuffle",
                     *           "num_retries": 2
                     *         },
                     *         "litellm_settings": {
                     *           "drop_params": false,
                     *           "request_timeout": 600
                     *         },
                     *         "general_settings": {
                     *           "master_key": "set",
                     *           "database_url": "set"
                     *         }
                     *       },
                     *       "database": {
                     *         "kind": "postgresql",
                     *         "status": "up",
                     *         "latency_ms": 1.4,
                     *         "migrations": {
                     *           "applied": 3,
                     *           "latest": "20261122201500_console"
                     *         }
                     *       },
                     *       "redis": {
                     *         "status": "up",
                     *         "replicas": 2
                     *       },
                     *       "journal": {
                     *         "status": "up",
                     *         "backlog_records": 0,
                     *         "backlog_bytes": 0,
                     *         "oldest_at": null,
                     *         "open_attempts": 3,
                     *         "is_writable": true
                     *       },
                     *       "replicas": 2,
                     *       "warnings": [],
                     *       "features": {
                     *         "console": true,
                     *         "shared_state": true,
                     *         "telemetry": false,
                     *         "session_affinity": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SettingsPageAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description Must be one that a list gave as "next_cursor". */
                cursor?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                name?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                search?: string;
                sort?: "-created_at" | "created_at" | "name" | "-name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "name": "research",
                     *           "models": [
                     *             "claude-*"
                     *           ],
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "budget_limits": [
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d"
                     *             }
                     *           ],
                     *           "soft_budget": 40,
                     *           "rpm_limit": 60,
                     *           "tpm_limit": 100000,
                     *           "max_parallel_requests": 4,
                     *           "metadata": {
                     *             "cost_centre": "R&D"
                     *           },
                     *           "spend": 12.345678901,
                     *           "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *           "budgets": [
                     *             {
                     *               "max_budget": 50,
                     *               "budget_duration": "30d",
                     *               "spent": 12.345678901,
                     *               "reserved": 0.25,
                     *               "left": 37.404321099,
                     *               "resets_at": "2026-12-22T00:00:00.000Z"
                     *             },
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d",
                     *               "spent": 1.5,
                     *               "reserved": 0.25,
                     *               "left": 3.25,
                     *               "resets_at": "2026-11-23T00:00:00.000Z"
                     *             }
                     *           ],
                     *           "is_blocked": false,
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "updated_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        /** @description How many there are in all; null: more than are counted. */
                        total: number | null;
                        data: components["schemas"]["TeamAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "research",
                 *       "models": [
                 *         "claude-*"
                 *       ],
                 *       "max_budget": 50,
                 *       "budget_duration": "30d",
                 *       "budget_limits": [
                 *         {
                 *           "max_budget": 5,
                 *           "budget_duration": "1d"
                 *         }
                 *       ],
                 *       "soft_budget": 40,
                 *       "rpm_limit": 60,
                 *       "tpm_limit": 100000,
                 *       "max_parallel_requests": 4,
                 *       "metadata": {
                 *         "cost_centre": "R&D"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name: string;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "rpm_limit": 60,
                 *       "soft_budget": null
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name?: string;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": null,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    blockTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": true,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unblockTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                /** @description Must be given once, with 1 to 200 characters. */
                cursor?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                deployment?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                error_type?: string;
                format?: "json" | "csv";
                /** @description Must be a time such as "2026-11-22T10:00:00Z", a UTC day such as "2026-11-22", or epoch seconds. */
                from?: string;
                /** @description Must be an id, which is a UUID. */
                key_id?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be an amount in US dollars from 0 to 9000000, such as 0.5. */
                min_cost_usd?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                model?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                provider?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                request_id?: string;
                result?: "completed" | "failed" | "cancelled" | "refused";
                /** @description Must be given once, with 1 to 200 characters. */
                session_id?: string;
                /** @description Must be an HTTP status such as 200. */
                status?: number;
                /** @description Must be an id, which is a UUID. */
                team_id?: string;
                /** @description Must be a time such as "2026-11-22T10:00:00Z", a UTC day such as "2026-11-22", or epoch seconds. */
                to?: string;
                /** @description Must be an id, which is a UUID. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "request_id": "req_2b1f0c5d4e3a49b8a7c6d5e4f3029180",
                     *           "attempt_id": "3d7c9a52-0f4e-4c1d-b6a8-5e4d3c2b1a05",
                     *           "attempt": 1,
                     *           "route": "messages",
                     *           "key_id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *           "key_name": "ci",
                     *           "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "team_name": "research",
                     *           "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *           "user_name": "Ada",
                     *           "model": "claude-sonnet-4-6",
                     *           "upstream_model": "claude-sonnet-4-6",
                     *           "provider": "anthropic",
                     *           "deployment": "sonnet-1",
                     *           "input_tokens": 1200,
                     *           "output_tokens": 340,
                     *           "thinking_tokens": 120,
                     *           "cache_read_tokens": 8000,
                     *           "cache_write_tokens": 500,
                     *           "cache_write_5m_tokens": 500,
                     *           "cache_write_1h_tokens": 0,
                     *           "web_search_requests": 0,
                     *           "web_fetch_requests": 0,
                     *           "cost_usd": 0.012975,
                     *           "is_estimated": false,
                     *           "is_suspect": false,
                     *           "result": "completed",
                     *           "status": 200,
                     *           "error_type": null,
                     *           "error_code": null,
                     *           "stream": true,
                     *           "duration_ms": 5210,
                     *           "time_to_first_token_ms": 640,
                     *           "session_id": null,
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "served_model": null,
                     *           "is_notional": false
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        data: {
                            request_id: string;
                            attempt_id: string;
                            attempt: number;
                            route: string;
                            key_id: string | null;
                            key_name: string | null;
                            team_id: string | null;
                            team_name: string | null;
                            user_id: string | null;
                            user_name: string | null;
                            model: string;
                            upstream_model: string | null;
                            provider: string | null;
                            deployment: string | null;
                            input_tokens: number;
                            output_tokens: number;
                            thinking_tokens: number;
                            cache_read_tokens: number;
                            cache_write_tokens: number;
                            cache_write_5m_tokens: number;
                            cache_write_1h_tokens: number;
                            web_search_requests: number;
                            web_fetch_requests: number;
                            cost_usd: number | null;
                            is_estimated: boolean;
                            is_suspect: boolean;
                            result: string;
                            status: number;
                            error_type: string | null;
                            error_code: string | null;
                            stream: boolean;
                            duration_ms: number;
                            time_to_first_token_ms: number | null;
                            session_id: string | null;
                            created_at: string;
                            served_model: string | null;
                            is_notional: boolean;
                        }[];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                    "text/csv": string;
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findUsageRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "req_2b1f0c5d4e3a49b8a7c6d5e4f3029180",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "duration_ms": 5210,
                     *       "result": "completed",
                     *       "status": 200,
                     *       "cost_usd": 0.012975,
                     *       "attempts": [
                     *         {
                     *           "request_id": "req_2b1f0c5d4e3a49b8a7c6d5e4f3029180",
                     *           "attempt_id": "3d7c9a52-0f4e-4c1d-b6a8-5e4d3c2b1a05",
                     *           "attempt": 1,
                     *           "route": "messages",
                     *           "key_id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *           "key_name": "ci",
                     *           "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "team_name": "research",
                     *           "user_id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *           "user_name": "Ada",
                     *           "model": "claude-sonnet-4-6",
                     *           "upstream_model": "claude-sonnet-4-6",
                     *           "provider": "anthropic",
                     *           "deployment": "sonnet-1",
                     *           "input_tokens": 1200,
                     *           "output_tokens": 340,
                     *           "thinking_tokens": 120,
                     *           "cache_read_tokens": 8000,
                     *           "cache_write_tokens": 500,
                     *           "cache_write_5m_tokens": 500,
                     *           "cache_write_1h_tokens": 0,
                     *           "web_search_requests": 0,
                     *           "web_fetch_requests": 0,
                     *           "cost_usd": 0.012975,
                     *           "is_estimated": false,
                     *           "is_suspect": false,
                     *           "result": "completed",
                     *           "status": 200,
                     *           "error_type": null,
                     *           "error_code": null,
                     *           "stream": true,
                     *           "duration_ms": 5210,
                     *           "time_to_first_token_ms": 640,
                     *           "session_id": null,
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "served_model": null,
                     *           "is_notional": false,
                     *           "cost_breakdown": {
                     *             "input": 0.0036,
                     *             "cache_read": 0.0024,
                     *             "cache_write_5m": 0.001875,
                     *             "cache_write_1h": 0,
                     *             "output": 0.0051,
                     *             "web_search": 0,
                     *             "is_exact": true
                     *           },
                     *           "price_source": "list"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        request_id: string;
                        created_at: string;
                        duration_ms: number;
                        result: string;
                        status: number;
                        cost_usd: number | null;
                        attempts: {
                            cost_breakdown: {
                                input: number;
                                cache_read: number;
                                cache_write_5m: number;
                                cache_write_1h: number;
                                output: number;
                                web_search: number;
                                is_exact: boolean;
                            } | null;
                            /** @enum {string|null} */
                            price_source: "deployment" | "list" | null;
                            request_id: string;
                            attempt_id: string;
                            attempt: number;
                            route: string;
                            key_id: string | null;
                            key_name: string | null;
                            team_id: string | null;
                            team_name: string | null;
                            user_id: string | null;
                            user_name: string | null;
                            model: string;
                            upstream_model: string | null;
                            provider: string | null;
                            deployment: string | null;
                            input_tokens: number;
                            output_tokens: number;
                            thinking_tokens: number;
                            cache_read_tokens: number;
                            cache_write_tokens: number;
                            cache_write_5m_tokens: number;
                            cache_write_1h_tokens: number;
                            web_search_requests: number;
                            web_fetch_requests: number;
                            cost_usd: number | null;
                            is_estimated: boolean;
                            is_suspect: boolean;
                            result: string;
                            status: number;
                            error_type: string | null;
                            error_code: string | null;
                            stream: boolean;
                            duration_ms: number;
                            time_to_first_token_ms: number | null;
                            session_id: string | null;
                            created_at: string;
                            served_model: string | null;
                            is_notional: boolean;
                        }[];
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    summarizeUsage: {
        parameters: {
            query?: {
                /** @description Must be a time such as "2026-11-22T10:00:00Z", a UTC day such as "2026-11-22", or epoch seconds. */
                from?: string;
                /** @description Must be one or more of key, team, user, model, provider, day, hour, joined by commas, and not both day and hour. */
                group_by?: string;
                /** @description Must be an id, which is a UUID. */
                key_id?: string;
                /** @description Must be a whole number from 1 to 1000. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                model?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                provider?: string;
                /** @description Must be an id, which is a UUID. */
                team_id?: string;
                /** @description Must be a time such as "2026-11-22T10:00:00Z", a UTC day such as "2026-11-22", or epoch seconds. */
                to?: string;
                /** @description Must be an id, which is a UUID. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-15T00:00:00.000Z",
                     *       "to": "2026-11-23T00:00:00.000Z",
                     *       "group_by": [
                     *         "key",
                     *         "model"
                     *       ],
                     *       "data": [
                     *         {
                     *           "key_id": "9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103",
                     *           "key_name": "ci",
                     *           "key_preview": "sk-…x7Qd",
                     *           "model": "claude-sonnet-4-6",
                     *           "requests": 12,
                     *           "attempts": 13,
                     *           "failures": 1,
                     *           "errors": 1,
                     *           "refusals": 0,
                     *           "cancellations": 0,
                     *           "failed_requests": 0,
                     *           "error_rate": 0,
                     *           "mean_duration_ms": 4870,
                     *           "mean_time_to_first_token_ms": 610,
                     *           "input_tokens": 1200,
                     *           "output_tokens": 340,
                     *           "thinking_tokens": 120,
                     *           "cache_read_tokens": 8000,
                     *           "cache_write_tokens": 500,
                     *           "cache_write_5m_tokens": 500,
                     *           "cache_write_1h_tokens": 0,
                     *           "web_search_requests": 0,
                     *           "cache_read_share": 0.8247,
                     *           "cost_usd": 0.1557,
                     *           "notional_cost_usd": 0,
                     *           "unpriced": 0
                     *         }
                     *       ],
                     *       "totals": {
                     *         "requests": 12,
                     *         "attempts": 13,
                     *         "failures": 1,
                     *         "errors": 1,
                     *         "refusals": 0,
                     *         "cancellations": 0,
                     *         "failed_requests": 0,
                     *         "error_rate": 0,
                     *         "mean_duration_ms": 4870,
                     *         "mean_time_to_first_token_ms": 610,
                     *         "input_tokens": 1200,
                     *         "output_tokens": 340,
                     *         "thinking_tokens": 120,
                     *         "cache_read_tokens": 8000,
                     *         "cache_write_tokens": 500,
                     *         "cache_write_5m_tokens": 500,
                     *         "cache_write_1h_tokens": 0,
                     *         "web_search_requests": 0,
                     *         "cache_read_share": 0.8247,
                     *         "cost_usd": 0.1557,
                     *         "notional_cost_usd": 0,
                     *         "unpriced": 0
                     *       },
                     *       "truncated": false
                     *     }
                     */
                    "application/json": {
                        from: string;
                        to: string;
                        group_by: ("key" | "team" | "user" | "model" | "provider" | "day" | "hour")[];
                        data: {
                            requests: number;
                            attempts: number;
                            failures: number;
                            errors: number;
                            refusals: number;
                            cancellations: number;
                            failed_requests: number;
                            error_rate: number | null;
                            mean_duration_ms: number | null;
                            mean_time_to_first_token_ms: number | null;
                            input_tokens: number;
                            output_tokens: number;
                            thinking_tokens: number;
                            cache_read_tokens: number;
                            cache_write_tokens: number;
                            cache_write_5m_tokens: number;
                            cache_write_1h_tokens: number;
                            web_search_requests: number;
                            cache_read_share: number | null;
                            cost_usd: number;
                            notional_cost_usd: number;
                            unpriced: number;
                            key_id?: string | null;
                            key_name?: string | null;
                            key_preview?: string | null;
                            team_id?: string | null;
                            team_name?: string | null;
                            user_id?: string | null;
                            user_name?: string | null;
                            model?: string;
                            provider?: string | null;
                            day?: string;
                            hour?: string;
                        }[];
                        totals: {
                            requests: number;
                            attempts: number;
                            failures: number;
                            errors: number;
                            refusals: number;
                            cancellations: number;
                            failed_requests: number;
                            error_rate: number | null;
                            mean_duration_ms: number | null;
                            mean_time_to_first_token_ms: number | null;
                            input_tokens: number;
                            output_tokens: number;
                            thinking_tokens: number;
                            cache_read_tokens: number;
                            cache_write_tokens: number;
                            cache_write_5m_tokens: number;
                            cache_write_1h_tokens: number;
                            web_search_requests: number;
                            cache_read_share: number | null;
                            cost_usd: number;
                            notional_cost_usd: number;
                            unpriced: number;
                        };
                        truncated: boolean;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Must be one that a list gave as "next_cursor". */
                cursor?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                email?: string;
                /** @description Must be a whole number from 1 to 100. */
                limit?: number;
                /** @description Must be given once, with 1 to 200 characters. */
                name?: string;
                /** @description Must be given once, with 1 to 200 characters. */
                search?: string;
                sort?: "-created_at" | "created_at" | "name" | "-name";
                /** @description Must be an id, which is a UUID. */
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *           "name": "Ada",
                     *           "email": "ada@example.com",
                     *           "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *           "team_name": "research",
                     *           "models": [
                     *             "claude-*"
                     *           ],
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "budget_limits": [
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d"
                     *             }
                     *           ],
                     *           "soft_budget": 40,
                     *           "rpm_limit": 60,
                     *           "tpm_limit": 100000,
                     *           "max_parallel_requests": 4,
                     *           "metadata": {
                     *             "cost_centre": "R&D"
                     *           },
                     *           "spend": 12.345678901,
                     *           "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *           "budgets": [
                     *             {
                     *               "max_budget": 50,
                     *               "budget_duration": "30d",
                     *               "spent": 12.345678901,
                     *               "reserved": 0.25,
                     *               "left": 37.404321099,
                     *               "resets_at": "2026-12-22T00:00:00.000Z"
                     *             },
                     *             {
                     *               "max_budget": 5,
                     *               "budget_duration": "1d",
                     *               "spent": 1.5,
                     *               "reserved": 0.25,
                     *               "left": 3.25,
                     *               "resets_at": "2026-11-23T00:00:00.000Z"
                     *             }
                     *           ],
                     *           "is_blocked": false,
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "updated_at": "2026-11-22T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        /** @description How many there are in all; null: more than are counted. */
                        total: number | null;
                        data: components["schemas"]["UserAnswer"][];
                        has_more: boolean;
                        /** @description Gives the next page as `?cursor=`; null on the last one. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada",
                 *       "email": "ada@example.com",
                 *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                 *       "models": [
                 *         "claude-*"
                 *       ],
                 *       "max_budget": 50,
                 *       "budget_duration": "30d",
                 *       "budget_limits": [
                 *         {
                 *           "max_budget": 5,
                 *           "budget_duration": "1d"
                 *         }
                 *       ],
                 *       "soft_budget": 40,
                 *       "rpm_limit": 60,
                 *       "tpm_limit": 100000,
                 *       "max_parallel_requests": 4,
                 *       "metadata": {
                 *         "cost_centre": "R&D"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /**
                     * Format: email
                     * @description Must be an e-mail address.
                     */
                    email?: string | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name: string;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    team_id?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "rpm_limit": 60,
                 *       "soft_budget": null
                 *     }
                 */
                "application/json": {
                    /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                    budget_duration?: string | null;
                    /** @description Must be an array of at most 10. */
                    budget_limits?: {
                        /** @description Must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo". */
                        budget_duration?: string | null;
                        /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                        max_budget: number;
                    }[] | null;
                    /**
                     * Format: email
                     * @description Must be an e-mail address.
                     */
                    email?: string | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    max_budget?: number | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    max_parallel_requests?: number | null;
                    /** @description Must be an object of at most 16384 characters of JSON. */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Must be an array of at most 200 names of models, such as "claude-*". */
                    models?: string[] | null;
                    /** @description Must be text of 1 to 200 characters, without control characters. */
                    name?: string;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    rpm_limit?: number | null;
                    /** @description Must be an amount in US dollars from 0 to 9000000, with at most 9 decimals. */
                    soft_budget?: number | null;
                    /**
                     * Format: uuid
                     * @description Must be an id, which is a UUID.
                     */
                    team_id?: string | null;
                    /** @description Must be a whole number from 1 to 1000000000, or null for no limit. */
                    tpm_limit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": null,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    blockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": true,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unblockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02",
                     *       "name": "Ada",
                     *       "email": "ada@example.com",
                     *       "team_id": "5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01",
                     *       "team_name": "research",
                     *       "models": [
                     *         "claude-*"
                     *       ],
                     *       "max_budget": 50,
                     *       "budget_duration": "30d",
                     *       "budget_limits": [
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d"
                     *         }
                     *       ],
                     *       "soft_budget": 40,
                     *       "rpm_limit": 60,
                     *       "tpm_limit": 100000,
                     *       "max_parallel_requests": 4,
                     *       "metadata": {
                     *         "cost_centre": "R&D"
                     *       },
                     *       "spend": 12.345678901,
                     *       "budget_reset_at": "2026-12-22T00:00:00.000Z",
                     *       "budgets": [
                     *         {
                     *           "max_budget": 50,
                     *           "budget_duration": "30d",
                     *           "spent": 12.345678901,
                     *           "reserved": 0.25,
                     *           "left": 37.404321099,
                     *           "resets_at": "2026-12-22T00:00:00.000Z"
                     *         },
                     *         {
                     *           "max_budget": 5,
                     *           "budget_duration": "1d",
                     *           "spent": 1.5,
                     *           "reserved": 0.25,
                     *           "left": 3.25,
                     *           "resets_at": "2026-11-23T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "is_blocked": false,
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "updated_at": "2026-11-22T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        status?: string;
                    };
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "database": "connected"
                     *     }
                     */
                    "application/json": {
                        status?: string;
                        database?: string;
                    };
                };
            };
        };
    };
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model": "claude-sonnet-4-6",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Hello"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "chatcmpl-2b1f0c5d4e3a49b8a7c6d5e4f3029180",
                     *       "object": "chat.completion",
                     *       "created": 1795341600,
                     *       "model": "claude-sonnet-4-6",
                     *       "choices": [
                     *         {
                     *           "index": 0,
                     *           "message": {
                     *             "role": "assistant",
                     *             "content": "Hello! How can I help?"
                     *           },
                     *           "finish_reason": "stop"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 8,
                     *         "completion_tokens": 10,
                     *         "total_tokens": 18
                     *       }
                     *     }
                     */
                    "application/json": {
                        id?: string;
                        object?: string;
                        created?: number;
                        model?: string;
                        choices?: {
                            index?: number;
                            message?: {
                                role?: string;
                                content?: string;
                            };
                            finish_reason?: string;
                        }[];
                        usage?: {
                            prompt_tokens?: number;
                            completion_tokens?: number;
                            total_tokens?: number;
                        };
                    };
                    "text/event-stream": string;
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model": "claude-sonnet-4-6",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Hello"
                 *         }
                 *       ],
                 *       "max_tokens": 1024
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_01XFDUDYJgAACzvnptvVoYEL",
                     *       "type": "message",
                     *       "role": "assistant",
                     *       "model": "claude-sonnet-4-6",
                     *       "content": [
                     *         {
                     *           "type": "text",
                     *           "text": "Hello! How can I help?"
                     *         }
                     *       ],
                     *       "stop_reason": "end_turn",
                     *       "stop_sequence": null,
                     *       "usage": {
                     *         "input_tokens": 8,
                     *         "output_tokens": 10
                     *       }
                     *     }
                     */
                    "application/json": {
                        id?: string;
                        type?: string;
                        role?: string;
                        model?: string;
                        content?: {
                            type?: string;
                            text?: string;
                        }[];
                        stop_reason?: string;
                        stop_sequence?: unknown;
                        usage?: {
                            input_tokens?: number;
                            output_tokens?: number;
                        };
                    };
                    "text/event-stream": string;
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    countTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model": "claude-sonnet-4-6",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Hello"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "input_tokens": 8
                     *     }
                     */
                    "application/json": {
                        input_tokens?: number;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "claude-sonnet-4-6",
                     *           "object": "model",
                     *           "created": 0,
                     *           "owned_by": "anthropic"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        object?: string;
                        data?: {
                            id?: string;
                            object?: string;
                            created?: number;
                            owned_by?: string;
                        }[];
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "claude-sonnet-4-6",
                     *       "object": "model",
                     *       "created": 0,
                     *       "owned_by": "anthropic"
                     *     }
                     */
                    "application/json": {
                        id?: string;
                        object?: string;
                        created?: number;
                        owned_by?: string;
                    };
                };
            };
            /** @description What was wrong, and where */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "\"rpm_limit\" must be a whole number.",
                     *         "type": "invalid_request_error",
                     *         "param": "rpm_limit",
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
