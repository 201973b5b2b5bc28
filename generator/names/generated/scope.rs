//! Where names have to differ.

use crate::ir::{self, EngineId, EntityId, ResourceId, TypeId};

/// Where two things of the same name would collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Types that server and driver share.
    Contract,
    /// Types and traits of an engine, which uses those of the contract beside them.
    Domain(EngineId),
    /// Modules of an engine's domain: entities and computed attributes.
    DomainModules(EngineId),
    /// Modules of an engine's usecases: resources and custom actions.
    UsecaseModules(EngineId),
    /// Modules of named types.
    TypeModules,
    /// Modules of media types.
    ViewModules,
    /// Functions of paths.
    Paths,
    /// Operations of all resources, by which documents tell them apart.
    Operations,
    /// Orders of a list.
    Sorts(ResourceId),
    /// Errors of an engine.
    Errors(EngineId),
    /// Attributes, relations, ids and counts of an entity: its columns, the fields of its views and
    /// payloads.
    Columns(EntityId),
    /// Fields of an object type, variants of an enum, tags of a union.
    Inside(TypeId),
    /// Query parameters, by the position of the action.
    Query(ResourceId, usize),
    /// Flags of a subcommand, by the position of the action.
    Flags(ResourceId, usize),
    /// Subcommands of a resource.
    Subcommands(ResourceId),
    /// Subcommands, one per resource.
    Commands,
    /// Types of the driver, one per resource, which are also the variants of the command line.
    Clients,
    /// Methods of usecase and driver for a resource.
    Methods(ResourceId),
    /// Variants of a resource's subcommands.
    Variants(ResourceId),
    /// Roles of callers.
    Roles,
    /// Tables and indexes, which share one space of names in PostgreSQL and SQLite.
    Tables,
}

impl Scope {
    /// Whether clients know the names: they are sent, in documents, or typed at the command line.
    pub fn is_sent(self) -> bool {
        matches!(
            self,
            Self::Contract
                | Self::Operations
                | Self::Columns(_)
                | Self::Inside(_)
                | Self::Query(..)
                | Self::Flags(..)
                | Self::Subcommands(_)
                | Self::Commands
        )
    }

    /// The place in words, as the end of "twice in …".
    pub fn describe(self, service: &ir::Service) -> String {
        let engine = |id| &service.engine(id).name;
        let resource = |id| &service.resource(id).name;
        let action = |id, position| action_of(service, id, position);
        match self {
            Self::Contract => String::from("the types of the contract"),
            Self::Domain(id) => format!("the types of engine `{}`", engine(id)),
            Self::DomainModules(id) => format!("the domain modules of engine `{}`", engine(id)),
            Self::UsecaseModules(id) => format!("the usecase modules of engine `{}`", engine(id)),
            Self::TypeModules => String::from("the modules of types"),
            Self::ViewModules => String::from("the modules of views"),
            Self::Paths => String::from("the functions of paths"),
            Self::Operations => String::from("the operations"),
            Self::Sorts(id) => format!("the orders of resource `{}`", resource(id)),
            Self::Errors(id) => format!("the errors of engine `{}`", engine(id)),
            Self::Columns(id) => format!("entity `{}`", service.entity(id).name),
            Self::Inside(id) => format!("type `{}`", service.ty(id).name),
            Self::Query(id, position) => format!("the query of {}", action(id, position)),
            Self::Flags(id, position) => {
                format!("the command-line flags of {}", action(id, position))
            }
            Self::Subcommands(id) => format!("the subcommands of resource `{}`", resource(id)),
            Self::Commands => String::from("the subcommands of the command line"),
            Self::Clients => String::from("the types of the driver"),
            Self::Methods(id) => format!("the methods of resource `{}`", resource(id)),
            Self::Variants(id) => format!("the command-line types of resource `{}`", resource(id)),
            Self::Roles => String::from("the roles"),
            Self::Tables => String::from("the tables and indexes"),
        }
    }
}

fn action_of(service: &ir::Service, id: ResourceId, action: usize) -> String {
    let resource = service.resource(id);
    format!(
        "action `{}` of resource `{}`",
        resource.actions[action].name, resource.name
    )
}
